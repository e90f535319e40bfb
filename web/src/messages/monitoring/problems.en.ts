import type { Worded } from '../worded.ts'
import type { monitoringProblemsZh } from './problems.zh-CN.ts'

export const monitoringProblemsEn: Worded<typeof monitoringProblemsZh> = {
  parameter_unknown: {
    title: 'There is no parameter “{{code}}”',
    todo: 'Use a code of the catalogue, or one of HJ 525.',
  },
  measured_value_unreadable: {
    title: '“{{found}}” cannot be read as a measured value',
    todo: 'Write 0.02, 1.5E-3, <0.02, 0.02L or ND, with a decimal point and without thousands marks.',
  },
  measured_value_impossible: {
    title: 'A value of {{found}} cannot be',
    todo: 'It must lie between {{least}} and {{most}} {{unit}}: check value and unit.',
  },
  unit_unfit: { title: 'This parameter is not given in “{{found}}”', todo: 'Use one of: {{expected}}.' },
  standard_version_missing: {
    title: 'No version of {{standard}} is on record for {{date}}',
    todo: 'The first one is in force from {{since}}: check the day, or name the version.',
  },
  assessment_input_invalid: {
    title: 'The input “{{field}}” of the assessment is wrong',
    todo: 'Expected {{expected}}, found {{found}}.',
  },
  station_not_found: { title: 'There is no such station', todo: 'It is not there, or you may not see it.' },
  section_not_found: { title: 'There is no such section', todo: 'It is not there, or you may not see it.' },
  datastream_not_found: { title: 'There is no datastream {{id}}', todo: 'It is not there, or you may not see it.' },
  station_not_yours: {
    title: '“{{name}}” is kept by {{owner}}',
    todo: 'Ask it, or the coordinating office, to change it.',
  },
  monitoring_code_taken: { title: 'The code {{code}} is in use', todo: 'Choose another one.' },
  station_place_outside: {
    title: 'The place ({{longitude}}, {{latitude}}) lies outside',
    todo: 'Longitude is from 73 to 136, latitude from 3 to 54 degrees, longitude first.',
  },
  monitoring_day_taken: { title: 'Something begins on {{day}} already', todo: 'Choose another day.' },
  section_sides_uneven: {
    title: 'The sides of the section are incomplete',
    todo: 'A section on a border has two different sides; another one has none.',
  },
  datastream_twice: {
    title: 'The station has a datastream of {{parameter}}',
    todo: 'There is one by the same origin, method and organization.',
  },
  observation_rows_unfit: {
    title: '{{count}} values have to be mended first',
    todo: 'Nothing was taken: mend them by row and column, and send them again.',
  },
  observation_conflicting: {
    title: '{{count}} moments have another value already',
    todo: 'Nothing was taken. Send it as a correction, with a reason, where the new values are right.',
  },
  observation_not_found: { title: 'There is no such observation', todo: 'It is not there, or you may not see it.' },
  observation_batch_not_found: { title: 'There is no batch {{id}}', todo: 'It is not there, or you may not see it.' },
  observation_conflict_not_found: {
    title: 'There is no such open conflict',
    todo: 'It is decided already, or not yours.',
  },
  datastream_not_yours: {
    title: 'You do not write into the datastream {{datastream}}',
    todo: 'Ask who measures it, or the coordinating office.',
  },
  assessment_not_found: { title: 'There is no assessment {{id}}', todo: 'It is not there, or you may not see it.' },
  alert_not_found: { title: 'There is no such alert', todo: 'It is not there, or you may not see it.' },
  alert_cannot: {
    title: 'That cannot be done to this alert now',
    todo: 'It is {{state}}. What was not handled is not closed.',
  },
  alert_not_yours: {
    title: 'This alert is not for your organization',
    todo: 'Whom it was sent to receives and handles it.',
  },
  alert_received_already: { title: '{{by}} has received it', todo: 'Nothing is left to receive.' },
  alert_rule_not_found: { title: 'There is no such rule in force', todo: 'It was retired, or is not yours.' },
  alert_section_not_kept: {
    title: 'Your organization does not keep this section',
    todo: 'Rules, travel times and receivers are set by who keeps it.',
  },
  alert_receipt_unclear: {
    title: 'The term for the receipt is not clear',
    todo: 'Name hours or working days, not both.',
  },
  alert_receiver_unknown: { title: 'There is no such receiver', todo: 'Choose an organization of the gazetteer.' },
  travel_time_taken: { title: 'A travel time begins on {{day}} already', todo: 'Choose another day.' },
  attestation_not_found: {
    title: 'There is no attestation {{id}} that stands',
    todo: 'Another one took its place, or you may not see it.',
  },
  attestation_rule_missing: {
    title: 'No rule for disagreement was in force on {{day}}',
    todo: 'Ask who keeps the section to set the one of the agreement.',
  },
  attestation_rule_taken: { title: 'A rule begins on {{day}} already', todo: 'Choose another day.' },
  attestation_reading_unfit: { title: 'The observation {{id}} does not fit', todo: 'Expected {{expected}}.' },
  attestation_same_laboratory: {
    title: 'Two values are of one laboratory',
    todo: 'Each has to come from another one.',
  },
  attestation_third_not_asked: {
    title: 'No third laboratory is asked for',
    todo: 'It decides only where the rule says so and both values disagree.',
  },
  attestation_not_yours: {
    title: 'You cannot attest this sample',
    todo: 'Ask a laboratory that measured it, or who keeps the section.',
  },
  observation_span_too_long: {
    title: 'The span is too long',
    todo: 'Means of this kind are given for at most {{most}} days at once.',
  },
  observation_month_retired: {
    title: 'Of {{month}} only sums are kept: nothing can be added',
    todo: 'Its single data went by the retention rule (row {{row}}); sums of days and months and assessments stay.',
  },
  retention_rule_taken: { title: 'There is a retention rule for such data', todo: 'End the rule in force first.' },
  retention_rule_not_found: { title: 'There is no such retention rule in force', todo: 'It may have been ended.' },
  sta_address_unknown: { title: 'There is nothing at this address', todo: 'Check {{address}}; or you may not see it.' },
  sta_reason_missing: {
    title: 'A correction needs its reason',
    todo: 'Say it in the header Qunce-Reason (percent-encoded UTF-8) or as parameters.reason, in at most 500 characters.',
  },
  sta_method_refused: {
    title: '{{method}} is not taken here',
    todo: 'Observations are not deleted: correct a result by PATCH with a reason; stations and datastreams are closed on a day.',
  },
  sta_option_invalid: { title: 'The option {{option}} is wrong', todo: 'Expected {{expected}}, found “{{found}}”.' },
  sta_entity_invalid: { title: 'The field {{field}} is wrong', todo: 'Expected {{expected}}.' },
  upload_file_missing: { title: 'There is no file', todo: 'Put one file into the field “file” of the form.' },
  upload_field_invalid: { title: 'The field {{field}} is wrong', todo: 'Expected {{expected}}.' },
  upload_table_too_large: { title: '{{file}} is larger than {{megabytes}} MB', todo: 'Send it in parts.' },
  upload_stations_too_many: {
    title: 'The table names more than {{most}} stations',
    todo: 'Check the column of stations, or send it in parts.',
  },
  upload_rows_too_many: { title: 'The table has more than {{most}} rows', todo: 'Send it in parts.' },
  upload_without_table: {
    title: 'No row heads the columns',
    todo: 'One row must name the station, the time, and either parameter and value or one column for each parameter.',
  },
  upload_heading_twice: { title: 'Two columns are headed “{{heading}}”', todo: 'Keep one of them.' },
  upload_no_table: { title: '{{file}} is no table', todo: 'Send CSV text or a workbook.' },
  upload_unreadable: { title: '{{file}} cannot be read', todo: 'The reason: {{reason}}.' },
  upload_queue_full: { title: 'Other tables are being read', todo: 'Try again in a minute.' },
  upload_file_changed: { title: 'This is not the file that was looked at', todo: 'Look at it again first.' },
  mqtt_user_unknown: {
    title: '{{user}} may not write observations',
    todo: 'Name a user with that right in QUNCE_MQTT_USER.',
  },
}
