/** What the audit log calls the acts and things of exchange. */
export const exchangeAuditZh = {
  rooms: { exchange: '数据共享' },
  subjects: { resource: '信息资源', resource_import: '目录清单' },
  actions: {
    exchange_draft_resource: '起草信息资源',
    exchange_edit_resource: '修改资源草稿',
    exchange_discard_resource: '丢弃资源草稿',
    exchange_publish_resource: '发布信息资源',
    exchange_withdraw_resource: '撤回信息资源',
    exchange_refresh_resource: '登记数据更新',
    exchange_enter_provider: '填写提供方代码',
    exchange_import_resources: '导入目录清单',
    exchange_load_holding: '加载资源数据',
    exchange_correct_holding: '更正资源数据',
  },
} as const
