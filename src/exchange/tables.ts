import type {
  ResourceProviderTable,
  ResourceRefreshTable,
  ResourceTable,
  ResourceVersionTable,
} from './catalogue/tables.ts'
import type { HoldingRevisionTable, ResourceHoldingTable, ResourceRowTable, ShareUseTable } from './holdings/tables.ts'
import type {
  NodeChannelTable,
  NodeCredentialTable,
  NodeKeyTable,
  NodeRefusalTable,
  NodeTable,
  SharedFactTable,
} from './nodes/tables.ts'
import type {
  RegistryEntryPrivateTable,
  RegistryEntryTable,
  RegistryEntryVersionTable,
  RegistryTable,
  RegistryVersionTable,
} from './registers/tables.ts'
import type {
  ShareAgreementTable,
  ShareChoiceTable,
  ShareDisputeTable,
  SharePeriodTable,
  ShareRequestTable,
} from './requests/tables.ts'
import type {
  VerificationQuestionTable,
  VerificationQuestionVersionTable,
  VerificationReceiptTable,
} from './verification/tables.ts'

declare module '../platform/database/tables.ts' {
  interface Database {
    resource: ResourceTable
    resource_version: ResourceVersionTable
    resource_refresh: ResourceRefreshTable
    resource_provider: ResourceProviderTable
    node: NodeTable
    node_key: NodeKeyTable
    node_credential: NodeCredentialTable
    node_channel: NodeChannelTable
    node_refusal: NodeRefusalTable
    shared_fact: SharedFactTable
    verification_question: VerificationQuestionTable
    verification_question_version: VerificationQuestionVersionTable
    verification_receipt: VerificationReceiptTable
    registry: RegistryTable
    registry_version: RegistryVersionTable
    registry_entry: RegistryEntryTable
    registry_entry_version: RegistryEntryVersionTable
    registry_entry_private: RegistryEntryPrivateTable
    resource_holding: ResourceHoldingTable
    resource_row: ResourceRowTable
    holding_revision: HoldingRevisionTable
    share_use: ShareUseTable
    share_period: SharePeriodTable
    share_choice: ShareChoiceTable
    share_request: ShareRequestTable
    share_agreement: ShareAgreementTable
    share_dispute: ShareDisputeTable
  }
}
