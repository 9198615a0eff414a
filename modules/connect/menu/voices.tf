# Amazon Polly's voices by language, with the engines standard and neural, as far as they are known here (November 2026).
# The names are those of Polly's API model. Generative voices are added too often to be kept: that engine is not checked.
locals {
  voices = {
    ar-AE     = { Hala = ["neural"], Zayd = ["neural"] }
    arb       = { Zeina = ["standard"] }
    ca-ES     = { Arlet = ["neural"] }
    cmn-CN    = { Zhiyu = ["neural", "standard"] }
    cs-CZ     = { Jitka = ["neural"] }
    cy-GB     = { Gwyneth = ["standard"] }
    da-DK     = { Mads = ["standard"], Naja = ["standard"], Sofie = ["neural"] }
    de-AT     = { Hannah = ["neural"] }
    de-CH     = { Sabrina = ["neural"] }
    de-DE     = { Daniel = ["neural"], Hans = ["standard"], Marlene = ["standard"], Vicki = ["neural", "standard"] }
    en-AU     = { Nicole = ["standard"], Olivia = ["neural"], Russell = ["standard"] }
    en-GB     = { Amy = ["neural", "standard"], Arthur = ["neural"], Brian = ["neural", "standard"], Emma = ["neural", "standard"] }
    en-GB-WLS = { Geraint = ["standard"] }
    en-IE     = { Niamh = ["neural"] }
    en-IN     = { Aditi = ["standard"], Kajal = ["neural"], Raveena = ["standard"] }
    en-NZ     = { Aria = ["neural"] }
    en-SG     = { Jasmine = ["neural"] }
    en-US = {
      Danielle = ["neural"], Gregory = ["neural"], Ivy = ["neural", "standard"], Joanna = ["neural", "standard"],
      Joey     = ["neural", "standard"], Justin = ["neural", "standard"], Kendra = ["neural", "standard"], Kevin = ["neural"],
      Kimberly = ["neural", "standard"], Matthew = ["neural", "standard"], Ruth = ["neural"], Salli = ["neural", "standard"],
      Stephen  = ["neural"]
    }
    en-ZA  = { Ayanda = ["neural"] }
    es-ES  = { Conchita = ["standard"], Enrique = ["standard"], Lucia = ["neural", "standard"], Sergio = ["neural"] }
    es-MX  = { Andres = ["neural"], Mia = ["neural", "standard"] }
    es-US  = { Lupe = ["neural", "standard"], Miguel = ["standard"], Pedro = ["neural"], Penelope = ["standard"] }
    fi-FI  = { Suvi = ["neural"] }
    fr-BE  = { Isabelle = ["neural"] }
    fr-CA  = { Chantal = ["standard"], Gabrielle = ["neural"], Liam = ["neural"] }
    fr-FR  = { Celine = ["standard"], Lea = ["neural", "standard"], Mathieu = ["standard"], Remi = ["neural"] }
    hi-IN  = { Aditi = ["standard"], Kajal = ["neural"] }
    is-IS  = { Dora = ["standard"], Karl = ["standard"] }
    it-IT  = { Adriano = ["neural"], Bianca = ["neural", "standard"], Carla = ["standard"], Giorgio = ["standard"] }
    ja-JP  = { Kazuha = ["neural"], Mizuki = ["standard"], Takumi = ["neural", "standard"], Tomoko = ["neural"] }
    ko-KR  = { Jihye = ["neural"], Seoyeon = ["neural", "standard"] }
    nb-NO  = { Ida = ["neural"], Liv = ["standard"] }
    nl-BE  = { Lisa = ["neural"] }
    nl-NL  = { Laura = ["neural"], Lotte = ["standard"], Ruben = ["standard"] }
    pl-PL  = { Ewa = ["standard"], Jacek = ["standard"], Jan = ["standard"], Maja = ["standard"], Ola = ["neural"] }
    pt-BR  = { Camila = ["neural", "standard"], Ricardo = ["standard"], Thiago = ["neural"], Vitoria = ["neural", "standard"] }
    pt-PT  = { Cristiano = ["standard"], Ines = ["neural", "standard"] }
    ro-RO  = { Carmen = ["standard"] }
    ru-RU  = { Maxim = ["standard"], Tatyana = ["standard"] }
    sv-SE  = { Astrid = ["standard"], Elin = ["neural"] }
    tr-TR  = { Burcu = ["neural"], Filiz = ["standard"] }
    yue-CN = { Hiujin = ["neural"] }
  }

  # The languages that each known voice speaks.
  languages = transpose({ for language, voices in local.voices : language => keys(voices) })

  known_engines = try(local.voices[var.menu.language][var.menu.voice], null)
}

# AWS adds voices: one that the list lacks may be right, so it is told and not refused.
check "voice" {
  assert {
    condition     = local.known_engines != null
    error_message = "Amazon Polly had no voice ${var.menu.voice} for ${var.menu.language} when this module was written. Look it up in Polly's list of voices: with one that does not exist, Amazon Connect goes on with its default voice."
  }
}
