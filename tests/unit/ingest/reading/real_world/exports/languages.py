"""Headers and people in many languages, and how spreadsheets write CSV there."""

# The letters are those of the languages, whatever Latin ones they look like.
# ruff: noqa: RUF001

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.unit.ingest.reading.real_world.exports.export import Person


@dataclass(frozen=True)
class Language:
    """How lists are kept in a language.

    Attributes:
        name: of the language.
        headers: login, first name, last name, address, mobile, password; with commas between them.
        people: two of them.
        separator: of CSV in such a country.
        encoding: of CSV that is not CSV UTF-8.
    """

    name: str
    headers: str
    people: tuple[Person, Person]
    separator: str
    encoding: str


def _languages(text: str) -> list[Language]:
    """Read blocks of four lines: name, separator and encoding; headers; two people."""
    found = []
    for block in text.strip().split("\n\n"):
        about, headers, first, second = block.splitlines()
        name, separator, encoding = about.split(" | ")
        people = (Person(*first.split(",")), Person(*second.split(",")))
        found.append(Language(name, headers, people, separator, encoding))
    return found


BUILT_IN: Final = _languages("""
English | , | cp1252
Username,First name,Last name,E-mail,Mobile,Password
Mara,Ellwood,mellwood,+12065550142
Zoë,Brannigan,zbrannigan,+12065550143

German | ; | cp1252
Benutzername,Vorname,Nachname,E-Mail,Handy,Passwort
Jürgen,Weißhaupt,jweisshaupt,+491713920042
Käthe,Öhler,koehler,+491713920043

French | ; | cp1252
Identifiant,Prénom,Nom,Adresse e-mail,Portable,Mot de passe
Zoé,Lefèvre,zlefevre,+33612345678
Noël,Garçon,ngarcon,+33612345679

Spanish | ; | cp1252
Usuario,Nombre,Apellidos,Correo electrónico,Móvil,Contraseña
Íñigo,Peñalba,ipenalba,+34612345678
Inés,Cortázar,icortazar,+34612345679

Italian | ; | cp1252
Nome utente,Nome,Cognome,Indirizzo e-mail,Cellulare,Password
Niccolò,Serafini,nserafini,+393123456789
Noè,Bellucci,nbellucci,+393123456780

Portuguese | ; | cp1252
Usuário,Nome,Sobrenome,E-mail,Celular,Senha
João,Falcão,jfalcao,+351912345678
Inês,Magalhães,imagalhaes,+351912345679

Dutch | ; | cp1252
Gebruikersnaam,Voornaam,Achternaam,E-mailadres,Mobiel,Wachtwoord
Daniël,Verhoeven,dverhoeven,+31612345678
Zoë,Brouwer,zbrouwer,+31612345679
""")

OTHERS: Final = _languages("""
Polish | ; | cp1250
Nazwa użytkownika,Imię,Nazwisko,Adres e-mail,Telefon,Hasło
Łucja,Żmuda,lzmuda
Wit,Śliwka,wsliwka

Czech | ; | cp1250
Uživatelské jméno,Jméno,Příjmení,E-mail,Mobil,Heslo
Bořek,Říha,briha
Zdeňka,Šímová,zsimova

Hungarian | ; | cp1250
Felhasználónév,Keresztnév,Vezetéknév,E-mail cím,Mobil,Jelszó
Győző,Szűcs,gyszucs
Ödön,Fehér,ofeher

Romanian | , | utf-8
Nume utilizator,Prenume,Nume,E-mail,Mobil,Parola
Ștefan,Munteanu,smunteanu
Ioana,Pârvu,iparvu

Turkish | ; | cp1254
Kullanıcı adı,Ad,Soyad,E-posta,Cep telefonu,Parola
Işıl,Şahin,isahin
Gökçe,Yıldız,gyildiz

Greek | ; | cp1253
Όνομα χρήστη,Όνομα,Επώνυμο,Ηλ. ταχυδρομείο,Κινητό,Κωδικός
Ελένη,Ραφτοπούλου,eraft
Πέτρος,Καλογήρου,pkalog

Russian | ; | cp1251
Логин,Имя,Фамилия,Эл. почта,Мобильный,Пароль
Ярослав,Ветров,yvetrov
Дарья,Щеглова,dshcheglova

Hebrew | , | cp1255
שם משתמש,שם פרטי,שם משפחה,דואר אלקטרוני,נייד,סיסמה
נעמי,ברקאי,nbarkai
יונתן,שקד,yshaked

Arabic | ; | cp1256
اسم المستخدم,الاسم الأول,اسم العائلة,البريد الإلكتروني,الجوال,كلمة المرور
ليلى,الحداد,lhaddad
سامي,النجار,snajjar

Japanese | , | cp932
ユーザー名,名,姓,メールアドレス,携帯電話,パスワード
美咲,水野,mmizuno
大輔,古川,dfurukawa

Chinese | , | gbk
用户名,名字,姓氏,电子邮件,手机,密码
晓雯,方,xfang
志强,罗,zluo

Chinese, traditional | , | big5
使用者名稱,名字,姓氏,電子郵件,手機,密碼
雅婷,蕭,yhsiao
俊傑,簡,cchien

Korean | , | cp949
사용자 이름,이름,성,이메일,휴대폰,비밀번호
지우,남,jnam
서준,봉,sbong

Swedish | ; | cp1252
Användarnamn,Förnamn,Efternamn,E-post,Mobil,Lösenord
Åsa,Nyström,anystrom
Göran,Blomqvist,gblomqvist

Danish | ; | cp1252
Brugernavn,Fornavn,Efternavn,E-mail,Mobil,Adgangskode
Søren,Kjær,skjaer
Ulla,Østergård,uoester

Norwegian | ; | cp1252
Brukernavn,Fornavn,Etternavn,E-post,Mobil,Passord
Håkon,Bråten,hbraten
Sølvi,Næss,snaess

Finnish | ; | cp1252
Käyttäjätunnus,Etunimi,Sukunimi,Sähköposti,Matkapuhelin,Salasana
Väinö,Lehtimäki,vlehtimaki
Päivi,Hyvärinen,phyvarinen
""")
