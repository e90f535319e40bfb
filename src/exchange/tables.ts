import type {
  ResourceProviderTable,
  ResourceRefreshTable,
  ResourceTable,
  ResourceVersionTable,
} from './catalogue/tables.ts'
import type { HoldingRevisionTable, ResourceHoldingTable, ResourceRowTable, ShareUseTable } from './holdings/tables.ts'

declare module '../platform/database/tables.ts' {
  interface Database {
    resource: ResourceTable
    resource_version: ResourceVersionTable
    resource_refresh: ResourceRefreshTable
    resource_provider: ResourceProviderTable
    resource_holding: ResourceHoldingTable
    resource_row: ResourceRowTable
    holding_revision: HoldingRevisionTable
    share_use: ShareUseTable
  }
}
