import type { Worded } from '../worded.ts'
import { conflictProblemsEn } from './conflicts.en.ts'
import type { blueprintProblemsZh } from './problems.zh-CN.ts'
import { sitingProblemsEn } from './siting.en.ts'

export const blueprintProblemsEn: Worded<typeof blueprintProblemsZh> = {
  ...conflictProblemsEn,
  ...sitingProblemsEn,
  blueprint_layer_not_found: {
    title: 'There is no such layer',
    todo: 'It does not exist, or it is not shared with your organization.',
  },
  blueprint_feature_not_found: {
    title: 'There is no such feature',
    todo: 'It does not exist, or its layer is not shared with your organization.',
  },
  blueprint_layer_not_yours: {
    title: 'You may not change the layer “{{name}}”',
    todo: 'It is kept by {{owner}}: only it, and the office that coordinates the cluster, change it.',
  },
  blueprint_place_not_yours: {
    title: 'The place {{place}} is not your organization’s',
    todo: 'Choose one within its jurisdiction, or in the cluster that it coordinates.',
  },
  blueprint_layer_withdrawn: {
    title: 'The layer “{{name}}” was taken off',
    todo: 'Reason: {{reason}}. Put it back first.',
  },
  blueprint_layer_taken_off: {
    title: 'The layer “{{name}}” was not on the blueprint then',
    todo: 'It was taken off: no tiles, features or downloads are given of it until it is put back.',
  },
  spatial_busy: {
    title: 'Too much spatial data is being worked on',
    todo: '{{most}} files are under way or wait: try again in a minute.',
  },
  blueprint_layer_not_withdrawn: { title: 'The layer “{{name}}” is not taken off', todo: 'Load the newest.' },
  blueprint_layer_changed: {
    title: 'Somebody just changed the layer “{{name}}”',
    todo: 'It is at revision {{revision}} now. Load it again; your change was not saved.',
  },
  blueprint_basis_missing: {
    title: 'It rests on nothing',
    todo: 'Choose a provision of the register, or write down the legal basis.',
  },
  blueprint_document_unknown: { title: 'There is no such document', todo: 'Choose one that you can read.' },
  blueprint_provision_unknown: {
    title: 'The document has no provision {{provision}}',
    todo: 'Choose one from its outline.',
  },
  blueprint_feature_invalid: {
    title: 'Feature {{feature}}: “{{field}}” cannot be taken',
    todo: 'Expected: {{expected}}; found: {{found}}. Correct it and try again. Nothing was applied.',
  },
  blueprint_geometry_invalid: {
    title: 'The geometry of feature {{feature}} ({{key}}) is wrong',
    todo: 'Reason: {{reason}}, at {{place}}. Correct it and try again. Nothing was applied.',
  },
  blueprint_key_twice: {
    title: 'The key {{key}} stands twice',
    todo: 'Features {{first}} and {{second}} have it at the same time. Correct it and try again. Nothing was applied.',
  },
  blueprint_state_overlaps: {
    title: 'Two states of {{key}} at one time',
    todo: 'The one from {{other}} is in force as well (feature {{feature}}). Correct the days. Nothing was applied.',
  },
  blueprint_day_too_early: {
    title: 'The layer has newer states',
    todo: 'Some began on {{latest}}; a file in force from {{day}} on would take them away. Choose a day from {{latest}} on, or a correction. Nothing was applied.',
  },
  blueprint_key_unknown: { title: 'The layer has no feature {{key}}', todo: 'Load the newest and try again.' },
  blueprint_nothing_changed: { title: 'Nothing changed', todo: 'The layer holds exactly this already.' },
  blueprint_range_invalid: { title: '“{{field}}” cannot be taken', todo: 'Expected: {{expected}}; found: {{found}}.' },
  blueprint_tile_outside: { title: 'There is no tile {{z}}/{{x}}/{{y}}', todo: 'Check the address of the tile.' },
  blueprint_tile_failed: {
    title: 'The tile {{z}}/{{x}}/{{y}} could not be made',
    todo: 'Try again shortly; if it fails again, tell your administrator: {{reason}}',
  },
  import_empty: { title: '“{{file}}” holds no features', todo: 'Check that it is the right file.' },
  import_format_unknown: {
    title: '“{{file}}” cannot be read ({{found}})',
    todo: 'Give GeoJSON, a zipped Shapefile, GeoPackage, KML, or CSV with coordinates.',
  },
  import_parts_missing: {
    title: '“{{file}}” came without {{missing}}',
    todo: 'Pack all files of the same name (.shp, .shx, .dbf, .prj) into one .zip.',
  },
  import_truncated: {
    title: '“{{file}}” was cut off',
    todo: 'It says that it has {{says}} bytes, and has {{has}}. Copy it again.',
  },
  import_damaged: { title: '“{{file}}” is damaged ({{found}})', todo: 'Export it again.' },
  import_unreadable: { title: '“{{file}}” cannot be read', todo: 'Reason: {{found}}. Export it again.' },
  import_encoding_unknown: {
    title: 'The encoding of “{{file}}” cannot be told',
    todo: 'Choose the encoding, or export it as UTF-8.',
  },
  import_nested: { title: '“{{file}}” holds another archive ({{entry}})', todo: 'Unpack that one first.' },
  import_source_unknown: { title: 'The file has no layer “{{source}}”', todo: 'It has: {{known}}.' },
  import_too_large: { title: '“{{file}}” is too large ({{found}})', todo: 'The limit is {{limit}}: split it.' },
  import_no_coordinates: {
    title: '“{{file}}” has no columns of longitude and latitude',
    todo: 'Its columns: {{columns}}. Say which they are.',
  },
  import_failed: {
    title: '“{{file}}” could not be worked on',
    todo: 'Reason: {{reason}}. Split it, or export it again.',
  },
  import_not_found: { title: 'There is no such upload', todo: 'Send the file again.' },
  import_not_ready: { title: 'It cannot be applied now', todo: 'The upload is {{state}}.' },
  import_file_missing: { title: 'No file came', todo: 'Choose a file of spatial data.' },
  import_settings_invalid: { title: 'The settings cannot be taken', todo: 'Expected: {{expected}}.' },
  import_has_problems: {
    title: '{{fatal}} problems have to be put right in the file first',
    todo: 'Look at each in the step “Problems”, correct the file and send it again. Nothing was applied.',
  },
  import_needs_cure: {
    title: '{{curable}} geometries would be changed',
    todo: 'Look at them in the step “Problems” and accept the cures, or put the file right. Nothing was applied.',
  },
  ogc_parameter_invalid: {
    title: 'The parameter {{parameter}} cannot be taken',
    todo: 'Expected: {{expected}}; found: {{found}}.',
  },
  ogc_filter_invalid: { title: 'The filter cannot be used', todo: 'Reason: {{reason}}.' },
  keys_too_many: { title: 'There are {{most}} keys already', todo: 'End one that is no longer used.' },
  key_opens_other: {
    title: 'The key was made for something else',
    todo: 'Use a key for this: a reading one writes nothing, a writing one is for observations alone.',
  },
  key_unknown: { title: 'There is no such key', todo: 'It does not exist, or it was ended.' },
  blueprint_feature_refused: {
    title: 'A feature cannot be stored',
    todo: 'Rule: {{rule}}. Nothing was applied; check geometries and attributes.',
  },
}
