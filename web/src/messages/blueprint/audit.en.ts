import type { Worded } from '../worded.ts'
import type { blueprintAuditZh } from './audit.zh-CN.ts'
import { conflictAuditEn } from './conflicts.en.ts'
import { sitingAuditEn } from './siting.en.ts'

export const blueprintAuditEn: Worded<typeof blueprintAuditZh> = {
  rooms: { blueprint: 'Blueprint', service_key: 'Data service keys' },
  subjects: {
    blueprint_layer: 'Layer',
    blueprint_conflict: 'Conflict',
    blueprint_siting: 'Site check',
    service_key: 'Data service key',
  },
  actions: {
    ...conflictAuditEn,
    ...sitingAuditEn,
    blueprint_add_layer: 'Added a layer',
    blueprint_edit_layer: 'Corrected a layer',
    blueprint_withdraw_layer: 'Took a layer off',
    blueprint_restore_layer: 'Put a layer back',
    blueprint_edit_features: 'Changed features of a layer',
    blueprint_import: 'Imported features into a layer',
    service_key_make: 'Made a data service key',
    service_key_end: 'Ended a data service key',
  },
}
