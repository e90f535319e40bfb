/** What the audit log calls the acts and things of exchange. */
export const exchangeAuditZh = {
  rooms: { exchange: '数据共享' },
  subjects: {
    resource: '信息资源',
    resource_import: '目录清单',
    registry: '共享名录',
    registry_entry: '名录条目',
    registry_import: '名录表格',
  },
  actions: {
    exchange_draft_resource: '起草信息资源',
    exchange_edit_resource: '修改资源草稿',
    exchange_discard_resource: '丢弃资源草稿',
    exchange_publish_resource: '发布信息资源',
    exchange_withdraw_resource: '撤回信息资源',
    exchange_refresh_resource: '登记数据更新',
    exchange_enter_provider: '填写提供方代码',
    exchange_import_resources: '导入目录清单',
    exchange_add_registry: '新设共享名录',
    exchange_change_registry: '修改共享名录',
    exchange_draft_registry_entry: '起草名录条目',
    exchange_edit_registry_entry: '修改名录条目草稿',
    exchange_discard_registry_entry: '丢弃名录条目草稿',
    exchange_publish_registry_entry: '发布名录条目',
    exchange_withdraw_registry_entry: '撤回名录条目',
    exchange_import_registry_entries: '导入名录表格',
  },
} as const
