# Warns of passwords in the files of uploads_dir. Ingest takes them out of the bucket; on this disk, and in version
# control if the files are in it, they stay. A plan finds them in tables of text with separators, and not in compressed
# ones.
locals {
  # Names that a table may have. A .txt or a name without an ending is more often prose, in which "password" is a word
  # like any other: there a header's cell counts only if it has no more than three words.
  tables = toset([for path in local.uploads : path if can(regex("(?i)(^|/)[^./]+$|[.](csv|tsv|tab|txt)$", path))])
  texts  = toset([for path in local.tables : path if !can(regex("(?i)[.](csv|tsv|tab)$", path))])

  # A file that is not UTF-8 is read as Windows-1252, which finds the words in any encoding that has ASCII in it. UTF-16
  # reads as ASCII with a zero beside each letter, so zeros are taken out.
  table_texts = {
    for path in local.tables : path => replace(replace(try(
      file("${var.uploads_dir}/${path}"),
      textdecodebase64(filebase64("${var.uploads_dir}/${path}"), "windows-1252"),
      "",
    ), "\u0000", ""), "/\r\n?/", "\n")
  }

  # The words by which ingest recognises a column that may hold passwords, wherever they stand in a header, and those
  # that have to be words of it; tests/contract compares them.
  password_words = [
    "password", "passwd", "pwd", "pswd", "passphrase", "passcode", "passkey", "secret", "vmpin", "passwort",
    "kennwort", "losungswort", "geheimzahl", "wachtwoord", "adgangskode", "kodeord", "passord", "lösenord",
    "salasana", "motdepasse", "contraseña", "contrasena", "palavrapasse", "hasło", "haslo", "jelszó", "lozinka",
    "slaptažodis", "пароль", "парола", "лозинка", "סיסמה", "كلمةالمرور", "كلمةالسر", "パスワード", "暗証番号", "密码", "密碼",
    "口令", "비밀번호", "암호", "katasandi", "mậtkhẩu", "รหัสผ่าน",
  ]
  whole_password_words = [
    "pw", "pass", "pin", "pins", "psw", "pword", "pwort", "clave", "parola", "parole", "parol", "senha", "heslo",
    "geslo", "şifre", "parool", "sandi", "lösen", "passe", "κωδικός", "credential", "credentials",
  ]
  # "Secretary" is no secret.
  password_pattern = replace(join("|", local.password_words), "secret", "secret([^a]|a[^ir]|a?$)")
  whole_pattern    = "(^|[^\\pL])(${join("|", local.whole_password_words)})([^\\pL]|$)"

  separators = [",", ";", "\t", "|"]

  # The columns of passwords: in the first ten lines of a table, one of which is the header.
  password_columns = flatten([
    for path, text in local.table_texts : [
      for line in slice(split("\n", text), 0, min(10, length(split("\n", text)))) : [
        for separator in local.separators : [
          for index, name in split(separator, line) : { path = path, separator = separator, index = index }
          if(
            can(regex(local.password_pattern, replace(lower(name), "/[ _-]/", "")))
            || can(regex(local.whole_pattern, lower(name)))
          )
          && (!contains(local.texts, path) || length(split(" ", trimspace(name))) <= 3)
        ]
        # Only by the separator that makes the most cells of the line: that is the table's own.
        if length(split(separator, line)) == max(2, [for other in local.separators : length(split(other, line))]...)
      ]
    ]
  ])

  uploads_with_passwords = sort(distinct([
    for column in local.password_columns : column.path
    if try(length(regexall(
      format(
        "(?m)^(?:(?:\"(?:[^\"]|\"\")*\"|[^\"\n%[1]s]*)[%[1]s]){%[2]d}\"?[^\"\\s%[1]s]",
        column.separator,
        column.index,
      ),
      local.table_texts[column.path],
    )), 0) > 1
  ]))
}

check "uploads_without_passwords" {
  assert {
    condition     = length(local.uploads_with_passwords) == 0
    error_message = "uploads_dir has passwords in ${join(", ", local.uploads_with_passwords)}. Rollcall takes them out of the bucket once it has stored them in Secrets Manager, but not out of this directory, nor out of a repository that it belongs to. Leave the column empty to have passwords made, or upload the file by hand and delete it."
  }
}
