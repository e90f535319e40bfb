import { conflictProblemsZh } from './conflicts.zh-CN.ts'
import { sitingProblemsZh } from './siting.zh-CN.ts'

export const blueprintProblemsZh = {
  ...conflictProblemsZh,
  ...sitingProblemsZh,
  blueprint_layer_not_found: { title: '没有这个图层', todo: '图层不存在，或没有与您所在单位共享。' },
  blueprint_feature_not_found: { title: '没有这个要素', todo: '要素不存在，或所在图层没有与您所在单位共享。' },
  blueprint_layer_not_yours: {
    title: '不能修改图层“{{name}}”',
    todo: '该图层由{{owner}}维护，只有该单位和城市群协调办公室可以修改。',
  },
  blueprint_place_not_yours: {
    title: '行政区 {{place}} 不在本单位管辖范围内',
    todo: '请选择图层所属单位管辖范围内的行政区；协调办公室可选择所协调城市群的成员。',
  },
  blueprint_layer_withdrawn: { title: '图层“{{name}}”已撤下', todo: '撤下理由：{{reason}}。请先恢复图层。' },
  blueprint_layer_taken_off: {
    title: '图层“{{name}}”当时不在蓝图上',
    todo: '图层已撤下，不再提供瓦片、要素和下载。恢复后可用。',
  },
  spatial_busy: { title: '正在处理的空间数据太多', todo: '已有 {{most}} 份在处理或等候，请一分钟后再试。' },
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
  blueprint_day_too_early: {
    title: '图层中有更新的内容',
    todo: '图层中有自 {{latest}} 起生效的要素，从 {{day}} 起接续会抹去它们。请选 {{latest}} 或以后的日期，或按更正写入。本次没有写入任何内容。',
  },
  blueprint_key_unknown: { title: '图层中没有要素 {{key}}', todo: '请载入最新内容后再试。' },
  blueprint_nothing_changed: { title: '内容没有变化', todo: '图层里已经是这些内容，无需再写入。' },
  blueprint_range_invalid: { title: '“{{field}}”不符合要求', todo: '应为：{{expected}}；实际：{{found}}。' },
  blueprint_tile_outside: { title: '没有这个瓦片 {{z}}/{{x}}/{{y}}', todo: '请检查瓦片地址。' },
  blueprint_tile_failed: {
    title: '地图瓦片 {{z}}/{{x}}/{{y}} 未能生成',
    todo: '请稍后再试；仍然失败时请告知管理员：{{reason}}',
  },
  import_empty: { title: '“{{file}}”里没有要素', todo: '请确认是否选对了文件。' },
  import_format_unknown: {
    title: '无法读取“{{file}}”（{{found}}）',
    todo: '请提供 GeoJSON、打包的 Shapefile、GeoPackage、KML，或带坐标列的 CSV。',
  },
  import_parts_missing: {
    title: '“{{file}}”缺少 {{missing}}',
    todo: '请将同名的全部文件（.shp、.shx、.dbf、.prj）打包成一个 .zip。',
  },
  import_truncated: {
    title: '“{{file}}”不完整',
    todo: '文件头注明 {{says}} 字节，实际只有 {{has}} 字节，请重新拷贝。',
  },
  import_damaged: { title: '“{{file}}”已损坏（{{found}}）', todo: '请重新导出。' },
  import_unreadable: { title: '“{{file}}”无法读取', todo: '原因：{{found}}。请重新导出。' },
  import_encoding_unknown: { title: '“{{file}}”的文字编码无法识别', todo: '请选择编码，或以 UTF-8 重新导出。' },
  import_nested: { title: '“{{file}}”里还有压缩包（{{entry}}）', todo: '请先解开里面的压缩包。' },
  import_source_unknown: { title: '文件中没有图层“{{source}}”', todo: '文件中的图层：{{known}}。' },
  import_too_large: { title: '“{{file}}”过大（{{found}}）', todo: '上限为 {{limit}}，请拆分后再试。' },
  import_no_coordinates: {
    title: '“{{file}}”没有经纬度列',
    todo: '现有的列：{{columns}}。请指明经度列和纬度列。',
  },
  import_failed: { title: '“{{file}}”没有处理成功', todo: '原因：{{reason}}。请拆分或重新导出后再试。' },
  import_not_found: { title: '没有这次上传', todo: '请重新上传文件。' },
  import_not_ready: { title: '现在还不能写入图层', todo: '这次上传的状态是 {{state}}。' },
  import_file_missing: { title: '没有收到文件', todo: '请选择一个空间数据文件。' },
  import_settings_invalid: { title: '导入设置不符合要求', todo: '应为：{{expected}}。' },
  import_has_problems: {
    title: '文件中有 {{fatal}} 处问题必须先改正',
    todo: '请在“问题”一步逐个查看，改正文件后重新上传，本次没有写入任何内容。',
  },
  import_needs_cure: {
    title: '有 {{curable}} 处图形需要修复',
    todo: '请在“问题”一步查看修复前后的图形并同意修复，或改正文件。本次没有写入任何内容。',
  },
  ogc_parameter_invalid: { title: '参数 {{parameter}} 不符合要求', todo: '应为：{{expected}}；实际：{{found}}。' },
  ogc_filter_invalid: { title: '筛选条件无法识别', todo: '原因：{{reason}}。' },
  keys_too_many: { title: '密钥已有 {{most}} 个', todo: '请先停用不再使用的密钥。' },
  key_opens_other: {
    title: '该密钥不能用于此操作',
    todo: '请使用相应用途的密钥；只读密钥不能写入，写入密钥只用于监测数据。',
  },
  key_unknown: { title: '没有这个密钥', todo: '密钥不存在，或已经停用。' },
  blueprint_feature_refused: {
    title: '有要素不符合存储要求',
    todo: '规则：{{rule}}。本次没有写入任何内容，请检查图形和属性。',
  },
} as const
