import type { Worded } from '../worded.ts'
import type { exchangeAuditZh } from './audit.zh-CN.ts'

export const exchangeAuditEn: Worded<typeof exchangeAuditZh> = {
  rooms: { exchange: 'Data sharing' },
  subjects: {
    resource: 'Data resource',
    resource_import: 'Inventory',
    neighbour_alert: 'Neighbour’s alert',
    share_request: 'Request for data',
    share_agreement: 'Sharing agreement',
    share_dispute: 'Disputed value',
    share_period: 'Term of sharing',
  },
  actions: {
    exchange_receive_neighbour_alert: 'Received a neighbour’s alert',
    exchange_ask_for_resource: 'Asked for a resource',
    exchange_mend_share_request: 'Mended a request for data',
    exchange_decide_share_request: 'Decided a request for data',
    exchange_reply_share_request: 'Replied to a decision on data',
    exchange_change_share_agreement: 'Changed a sharing agreement',
    exchange_raise_share_dispute: 'Disputed a value',
    exchange_answer_share_dispute: 'Answered a dispute',
    exchange_take_back_share_dispute: 'Took a dispute back',
    exchange_set_share_period: 'Set a term of sharing',
    exchange_choose_sharing: 'Chose how a resource is granted',
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
