import type { InventoryRow } from '../exports.ts'
import { emptyContent } from '../rules/content.ts'

/** The one row of the template: what each column takes. */
export const TEMPLATE_ROW: InventoryRow = {
  resource: {
    ...{ id: '', number: 1, state: 'draft', code: null, ownCode: null, creditCode: null },
    provider: { id: '', name: '（填写单位全称；空着即本单位）' },
    content: {
      ...emptyContent('（示例，请删去本行）企业基本信息'),
      classCode: '102000',
      abstract: '（说明内容、范围和来源）',
      keywords: ['企业', '登记'],
      format: 'spreadsheet',
      formatDetail: 'xlsx',
      sharingType: 'conditional',
      sharingCondition: '（有条件共享写共享条件）',
      sharingModes: ['platformFile', 'platformInterface'],
      isOpen: false,
      updatePeriod: 'monthly',
      contact: '（科室、电话）',
    },
    ...{ publishedAt: null, issuedAt: null, refreshedOn: null, dueOn: null, hasDraft: false, at: '' },
  },
  item: { name: '企业名称', dataType: 'character', length: '100' },
}
