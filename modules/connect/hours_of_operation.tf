locals {
  weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  # Each key of an `open`, such as "monday-friday" => the positions of its days in the week; none if it is no such key.
  days = {
    for key in distinct(flatten([for hours in var.hours_of_operation : keys(hours.open)])) : key => (
      key == "daily" ? range(7) : try(
        # From Saturday to Monday there are three days.
        [for step in range((index(local.weekdays, split("-", key)[1]) - index(local.weekdays, split("-", key)[0]) + 7) % 7 + 1) : (index(local.weekdays, split("-", key)[0]) + step) % 7 if length(split("-", key)) == 2],
        [index(local.weekdays, key)],
        [],
      )
    )
  }

  # Hours => their spans as they are written, with the key that each belongs to.
  written_spans = {
    for name, hours in var.hours_of_operation : name => flatten([
      for key, spans in hours.open : [for span in split(",", spans) : { key = key, text = trimspace(span) }] if trimspace(spans) != "closed"
    ])
  }

  # The same with begin and end in minutes since midnight. An end that is not after its begin is on the next day.
  spans = {
    for name, spans in local.written_spans : name => flatten([
      for span in spans : [
        for parts in try([regex("^([0-9]{1,2}):([0-9]{2}) *- *([0-9]{1,2}):([0-9]{2})$", span.text)], []) : [
          for times in [{ begin = parts[0] * 60 + parts[1], end = parts[2] * 60 + parts[3] == 0 ? 1440 : parts[2] * 60 + parts[3] }] : merge(span, times, {
            valid               = parts[0] < 24 && parts[1] < 60 && parts[3] < 60 && times.end <= 1440 && times.begin != times.end
          })
        ]
      ]
    ])
  }

  # Hours => one entry for each span of each day, none over midnight and none that can't be.
  slices = {
    for name, spans in local.spans : name => flatten([
      for span in spans : [
        for day in local.days[span.key] : concat(
          [{ day = day, begin = span.begin, end = span.end > span.begin ? span.end : 1440, text = span.text }],
          span.end > span.begin ? [] : [{ day = (day + 1) % 7, begin = 0, end = span.end, text = span.text }],
        )
      ] if span.valid
    ])
  }

  wrong_hours = distinct(concat(
    flatten([for name, hours in var.hours_of_operation : [
      for key in keys(hours.open) : "hours of operation '${name}' are open on '${key}': write a weekday such as monday, a range such as monday-friday, or daily" if length(local.days[key]) == 0
    ]]),
    flatten([for name, hours in var.hours_of_operation : [
      for day in range(7) : "hours of operation '${name}' name ${local.weekdays[day]} twice: once is enough, with its spans separated by commas" if length([for key in keys(hours.open) : key if contains(local.days[key], day)]) > 1
    ]]),
    flatten([for name, spans in local.written_spans : [
      for span in spans : "hours of operation '${name}' are open on ${span.key} '${span.text}': write spans as 08:00-18:00, several of them separated by commas, or closed"
      if length([for known in local.spans[name] : known if known.key == span.key && known.text == span.text && known.valid]) == 0
    ]]),
    [for name, slices in local.slices : "hours of operation '${name}' are never open: give a day in `open` a span such as 08:00-18:00" if length(slices) + length(local.written_spans[name]) == 0],
    [for name, slices in local.slices : "hours of operation '${name}' have ${length(slices)} spans in a week: Amazon Connect takes 100, and one over midnight is two" if length(slices) > 100],
    flatten([for name, slices in local.slices : [
      for number, slice in slices : [
        for other in slice(slices, number + 1, length(slices)) : "hours of operation '${name}' overlap on ${local.weekdays[slice.day]}: ${slice.text} and ${other.text}" if slice.day == other.day && slice.begin < other.end && other.begin < slice.end
      ]
    ]]),
  ))

  hours = merge(
    { for name, hours in aws_connect_hours_of_operation.this : name => { id = hours.hours_of_operation_id, arn = hours.arn } },
    { for name, hours in data.aws_connect_hours_of_operation.existing : name => { id = hours.hours_of_operation_id, arn = hours.arn } },
  )
}

resource "aws_connect_hours_of_operation" "this" {
  for_each = var.hours_of_operation

  instance_id = aws_connect_instance.this.id
  name        = each.key
  description = one(compact([each.value.description]))
  time_zone   = each.value.time_zone

  dynamic "config" {
    for_each = local.slices[each.key]

    content {
      day = upper(local.weekdays[config.value.day])

      start_time {
        hours   = floor(config.value.begin / 60)
        minutes = config.value.begin % 60
      }

      # Amazon Connect has hours from 0 to 23: a day ends at 00:00.
      end_time {
        hours   = floor(config.value.end / 60) % 24
        minutes = config.value.end % 60
      }
    }
  }

  lifecycle {
    replace_triggered_by = [aws_connect_instance.this.id]
  }
}
