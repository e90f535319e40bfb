import type { Worded } from '../worded.ts'
import { conflictProblemsEn } from './conflicts.en.ts'
import type { blueprintProblemsZh } from './problems.zh-CN.ts'

export const blueprintProblemsEn: Worded<typeof blueprintProblemsZh> = {
  ...conflictProblemsEn,
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
  blueprint_layer_withdrawn: {
    title: 'The layer “{{name}}” was taken off',
    todo: 'Reason: {{reason}}. Put it back first.',
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
  blueprint_key_unknown: { title: 'The layer has no feature {{key}}', todo: 'Load the newest and try again.' },
  blueprint_nothing_changed: { title: 'Nothing changed', todo: 'The layer holds exactly this already.' },
  blueprint_range_invalid: { title: '“{{field}}” cannot be taken', todo: 'Expected: {{expected}}; found: {{found}}.' },
  blueprint_tile_outside: { title: 'There is no tile {{z}}/{{x}}/{{y}}', todo: 'Check the address of the tile.' },
  blueprint_tile_failed: {
    title: 'The tile {{z}}/{{x}}/{{y}} could not be made',
    todo: 'Try again shortly; if it fails again, tell your administrator: {{reason}}',
  },
}
