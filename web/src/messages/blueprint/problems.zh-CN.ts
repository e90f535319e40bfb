import { conflictProblemsZh } from './conflicts.zh-CN.ts'

export const blueprintProblemsZh = {
  ...conflictProblemsZh,
  blueprint_layer_not_found: { title: '没有这个图层', todo: '图层不存在，或没有与您所在单位共享。' },
  blueprint_feature_not_found: { title: '没有这个要素', todo: '要素不存在，或所在图层没有与您所在单位共享。' },
  blueprint_layer_not_yours: {
    title: '不能修改图层“{{name}}”',
    todo: '该图层由{{owner}}维护，只有该单位和城市群协调办公室可以修改。',
  },
  blueprint_layer_withdrawn: { title: '图层“{{name}}”已撤下', todo: '撤下理由：{{reason}}。请先恢复图层。' },
  blueprint_layer_not_withdrawn: { title: '图层“{{name}}”没有撤下', todo: '请载入最新内容。' },
  blueprint_layer_changed: {
    title: '图层“{{name}}”刚被他人修改',
    todo: '现为第 {{revision}} 次修订，请载入最新内容后再改，您的修改没有保存。',
  },
  blueprint_basis_missing: { title: '缺少依据', todo: '请选择登记的文件条款，或填写法定依据。' },
  blueprint_document_unknown: { title: '没有这份文件', todo: '请选择您能查看的文件。' },
  blueprint_provision_unknown: { title: '文件中没有条款 {{provision}}', todo: '请从文件目录中选择条款。' },
  blueprint_feature_invalid: {
    title: '第 {{feature}} 个要素的“{{field}}”不符合要求',
    todo: '应为：{{expected}}；实际：{{found}}。请改正后再试，本次没有写入任何内容。',
  },
  blueprint_geometry_invalid: {
    title: '第 {{feature}} 个要素（{{key}}）的图形有误',
    todo: '原因：{{reason}}，位置：{{place}}。请改正图形后再试，本次没有写入任何内容。',
  },
  blueprint_key_twice: {
    title: '标识 {{key}} 重复',
    todo: '第 {{first}} 个和第 {{second}} 个要素同时使用这个标识。请改正后再试，本次没有写入任何内容。',
  },
  blueprint_state_overlaps: {
    title: '要素 {{key}} 的有效期重叠',
    todo: '自 {{other}} 起的另一状态同时有效（第 {{feature}} 个要素）。请改正有效期，本次没有写入任何内容。',
  },
  blueprint_key_unknown: { title: '图层中没有要素 {{key}}', todo: '请载入最新内容后再试。' },
  blueprint_nothing_changed: { title: '内容没有变化', todo: '图层里已经是这些内容，无需再写入。' },
  blueprint_range_invalid: { title: '“{{field}}”不符合要求', todo: '应为：{{expected}}；实际：{{found}}。' },
  blueprint_tile_outside: { title: '没有这个瓦片 {{z}}/{{x}}/{{y}}', todo: '请检查瓦片地址。' },
  blueprint_tile_failed: {
    title: '地图瓦片 {{z}}/{{x}}/{{y}} 未能生成',
    todo: '请稍后再试；仍然失败时请告知管理员：{{reason}}',
  },
} as const
