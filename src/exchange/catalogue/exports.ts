import type { ExportColumn } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { HEADINGS, type ImportField } from './importing/headings.ts'
import { classWords } from './rules/classes.ts'
import type { ResourceItem } from './rules/content.ts'
import type { StoredVersion } from './store.ts'
import { DATA_TYPE_WORDS, FORMAT_WORDS, MODE_WORDS, PERIOD_WORDS, SHARING_WORDS } from './words.ts'

/** A row of the inventory: a resource with one of its items; with none where it has none. */
export interface InventoryRow {
  resource: StoredVersion
  item: ResourceItem | null
}

/** A row for each item, as the guide's tables have it: what was exported is an inventory that can be imported. */
export async function* rowsOf(resources: AsyncIterable<StoredVersion>): AsyncGenerator<InventoryRow> {
  for await (const resource of resources) {
    const { items } = resource.content
    if (items.length === 0) yield { resource, item: null }
    for (const item of items) yield { resource, item }
  }
}

const title = (field: ImportField) => HEADINGS[field][0] ?? ''
const yesNo = (value: boolean | null) => (value === null ? '' : value ? '是' : '否')

function formatWords({ resource: { content } }: InventoryRow): string {
  if (content.format === null) return ''
  const words = FORMAT_WORDS[content.format]
  return content.formatDetail ? `${words}（${content.formatDetail}）` : words
}

/** The columns of an inventory, headed as the guide heads its fields. */
export const INVENTORY_COLUMNS: readonly ExportColumn<InventoryRow>[] = [
  { title: title('code'), width: 24, value: ({ resource }) => resource.code ?? resource.ownCode },
  { title: title('name'), width: 32, value: ({ resource }) => resource.content.name },
  {
    title: title('classCode'),
    width: 28,
    value: ({ resource: { content } }) => (content.classCode === null ? '' : classWords(content.classCode)),
  },
  { title: title('provider'), width: 30, value: ({ resource }) => resource.provider.name },
  { title: title('creditCode'), width: 22, value: ({ resource }) => resource.creditCode },
  { title: title('abstract'), width: 50, value: ({ resource }) => resource.content.abstract },
  { title: title('keywords'), width: 20, value: ({ resource }) => resource.content.keywords.join('、') },
  { title: title('format'), width: 20, value: formatWords },
  { title: title('itemName'), width: 22, value: ({ item }) => item?.name },
  { title: title('itemType'), width: 14, value: ({ item }) => item && DATA_TYPE_WORDS[item.dataType] },
  { title: title('itemLength'), width: 10, value: ({ item }) => item?.length },
  {
    title: title('sharingType'),
    width: 14,
    value: ({ resource: { content } }) => (content.sharingType === null ? '' : SHARING_WORDS[content.sharingType]),
  },
  { title: title('sharingCondition'), width: 40, value: ({ resource }) => resource.content.sharingCondition },
  { title: title('legalBasis'), width: 40, value: ({ resource }) => resource.content.legalBasis },
  {
    title: title('sharingModes'),
    width: 24,
    value: ({ resource }) => resource.content.sharingModes.map((mode) => MODE_WORDS[mode]).join('、'),
  },
  { title: title('isOpen'), width: 16, value: ({ resource }) => yesNo(resource.content.isOpen) },
  { title: title('openCondition'), width: 30, value: ({ resource }) => resource.content.openCondition },
  {
    title: title('updatePeriod'),
    width: 12,
    value: ({ resource: { content } }) => (content.updatePeriod === null ? '' : PERIOD_WORDS[content.updatePeriod]),
  },
  {
    title: '发布日期',
    width: 14,
    value: ({ resource: { publishedAt } }) => (publishedAt === null ? '' : todayInChina(new Date(publishedAt))),
  },
  { title: '最近更新', width: 14, value: ({ resource }) => resource.refreshedOn },
  { title: title('contact'), width: 24, value: ({ resource }) => resource.content.contact },
  { title: title('accessUrl'), width: 30, value: ({ resource }) => resource.content.accessUrl },
  {
    title: title('relatedCodes'),
    width: 24,
    value: ({ resource }) => resource.content.relatedCodes.join('、'),
  },
]
