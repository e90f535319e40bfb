import type { Worded } from '../worded.ts'
import type { exchangeAuditZh } from './audit.zh-CN.ts'

export const exchangeAuditEn: Worded<typeof exchangeAuditZh> = {
  rooms: { exchange: 'Data sharing' },
  subjects: { resource: 'Data resource', resource_import: 'Inventory' },
  actions: {
    exchange_draft_resource: 'Drafted a resource',
    exchange_edit_resource: 'Changed a draft resource',
    exchange_discard_resource: 'Discarded a draft resource',
    exchange_publish_resource: 'Published a resource',
    exchange_withdraw_resource: 'Withdrew a resource',
    exchange_refresh_resource: 'Recorded an update of data',
    exchange_enter_provider: 'Entered a provider’s code',
    exchange_import_resources: 'Imported an inventory',
    exchange_load_holding: 'Loaded the data of a resource',
    exchange_correct_holding: 'Corrected the data of a resource',
  },
}
