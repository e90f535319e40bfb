import type { Worded } from '../worded.ts'
import type { exchangeAuditZh } from './audit.zh-CN.ts'

export const exchangeAuditEn: Worded<typeof exchangeAuditZh> = {
  rooms: { exchange: 'Data sharing' },
  subjects: {
    resource: 'Data resource',
    resource_import: 'Inventory',
    verification: 'Verification',
    verification_question: 'Question',
    registry: 'Shared register',
    registry_entry: 'Entry of a register',
    registry_import: 'Table of a register',
  },
  actions: {
    exchange_draft_resource: 'Drafted a resource',
    exchange_edit_resource: 'Changed a draft resource',
    exchange_discard_resource: 'Discarded a draft resource',
    exchange_publish_resource: 'Published a resource',
    exchange_withdraw_resource: 'Withdrew a resource',
    exchange_refresh_resource: 'Recorded an update of data',
    exchange_enter_provider: 'Entered a provider’s code',
    exchange_import_resources: 'Imported an inventory',
    exchange_offer_question: 'Offered a question',
    exchange_change_question: 'Changed a question',
    exchange_withdraw_question: 'Withdrew a question',
    exchange_ask_verification: 'Asked a question',
    exchange_add_registry: 'Added a register',
    exchange_change_registry: 'Changed a register',
    exchange_draft_registry_entry: 'Drafted an entry of a register',
    exchange_edit_registry_entry: 'Changed a draft entry',
    exchange_discard_registry_entry: 'Discarded a draft entry',
    exchange_publish_registry_entry: 'Published an entry',
    exchange_withdraw_registry_entry: 'Withdrew an entry',
    exchange_import_registry_entries: 'Imported a table of entries',
    exchange_load_holding: 'Loaded the data of a resource',
    exchange_correct_holding: 'Corrected the data of a resource',
  },
}
