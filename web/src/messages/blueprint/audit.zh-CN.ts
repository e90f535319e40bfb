import { conflictAuditZh } from './conflicts.zh-CN.ts'
import { sitingAuditZh } from './siting.zh-CN.ts'

export const blueprintAuditZh = {
  rooms: { blueprint: '一张蓝图', service_key: '数据服务密钥' },
  subjects: {
    blueprint_layer: '图层',
    blueprint_conflict: '冲突',
    blueprint_siting: '选址核验',
    service_key: '数据服务密钥',
  },
  actions: {
    ...conflictAuditZh,
    ...sitingAuditZh,
    blueprint_add_layer: '新建图层',
    blueprint_edit_layer: '修改图层信息',
    blueprint_withdraw_layer: '撤下图层',
    blueprint_restore_layer: '恢复图层',
    blueprint_edit_features: '修改图层要素',
    blueprint_import: '导入图层要素',
    service_key_make: '生成数据服务密钥',
    service_key_end: '停用数据服务密钥',
  },
} as const
