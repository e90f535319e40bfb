import type {
  ResourceProviderTable,
  ResourceRefreshTable,
  ResourceTable,
  ResourceVersionTable,
} from './catalogue/tables.ts'
import type {
  NodeChannelTable,
  NodeCredentialTable,
  NodeKeyTable,
  NodeRefusalTable,
  NodeTable,
  SharedFactTable,
} from './nodes/tables.ts'

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
  }
}
