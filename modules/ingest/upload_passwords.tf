# A password in uploads_dir lies on this disk, perhaps in version control too, and ingest can only take it out of the
# bucket. So far as a plan can see: a table of text with separators, not a compressed one.
locals {
  # A table may go by the name of a text. In a real text, a column of passwords has to look like one.
  tables = toset([for path in local.uploads : path if can(regex("(?i)(^|/)[^./]+$|[.](csv|tsv|tab|txt)$", path))])
  texts  = toset([for path in local.tables : path if !can(regex("(?i)[.](csv|tsv|tab)$", path))])

  # Not every table is UTF-8. Any other reads well enough as Windows-1252; the zeros are what UTF-16 has besides.
  table_texts = {
    for path in local.tables : path => replace(replace(try(
      file("${var.uploads_dir}/${path}"),
      textdecodebase64(filebase64("${var.uploads_dir}/${path}"), "windows-1252"),
      "",
    ), "\u0000", ""), "/\r\n?/", "\n")
  }

  # The words that ingest knows a column of passwords by.
  password_words = "(?i)password|passwd|pwd|passwort|kennwort|secret([^a]|a[^r]|a?$)|passphrase|passcode|mot ?de ?passe|contrase[nñ]a|senha|wachtwoord|lösenord|adgangskode|hasło|пароль"

  separators = [",", ";", "\t", "|"]

  # What among the first lines of a table may be a header with such a column.
  password_columns = flatten([
    for path, text in local.table_texts : [
      for line in slice(split("\n", text), 0, min(10, length(split("\n", text)))) : [
        for separator in local.separators : [
          for index, name in split(separator, line) : { path = path, separator = separator, index = index }
          if can(regex(local.password_words, name))
          && (!contains(local.texts, path) || length(split(" ", trimspace(name))) <= 3)
        ]
        # By another separator than its own, a header falls into fewer cells.
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
