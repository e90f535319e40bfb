import type { Browser } from '../../../test/support/index.ts'
import { formOf } from '../../monitoring/stage.testing.ts'
import { sent } from '../catalogue/stage.testing.ts'
import type { EntryContent, EntryDetail, NewRegistry, RegistrySchema } from './schemas.ts'

/** A register of berths: every kind of field, a table within, a private contact. */
export const berthSchema = (
  own: Partial<RegistrySchema['properties']> = {},
  required: string[] = [],
): RegistrySchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    name: { type: 'string', title: '泊位名称', 'x-title-en': 'Berth', maxLength: 60, 'x-list': true, 'x-search': true },
    number: { type: 'string', title: '编号', 'x-title-en': 'Number', maxLength: 20, pattern: '^[A-Z]{2}-[0-9]{1,4}$' },
    kind: {
      ...{ type: 'string', title: '类别', 'x-title-en': 'Kind', 'x-list': true, 'x-filter': true, 'x-search': true },
      oneOf: [
        { const: 'bulk', title: '散货', 'x-title-en': 'Bulk' },
        { const: 'box', title: '集装箱', 'x-title-en': 'Container' },
      ],
    },
    depth: {
      ...{ type: 'number', title: '水深', 'x-title-en': 'Depth', minimum: 0, maximum: 40, 'x-unit': '米' },
      ...{ 'x-list': true, 'x-filter': true },
    },
    isOpen: { type: 'boolean', title: '开放', 'x-title-en': 'Open', 'x-filter': true },
    builtOn: {
      type: 'string',
      title: '建成日期',
      'x-title-en': 'Built on',
      maxLength: 10,
      format: 'date',
      'x-filter': true,
    },
    site: { type: 'string', title: '网址', 'x-title-en': 'Site', maxLength: 200, format: 'uri' },
    cargo: {
      ...{ type: 'array', title: '货种', 'x-title-en': 'Cargo', maxItems: 5, 'x-search': true },
      items: { type: 'string', maxLength: 20 },
    },
    cranes: {
      ...{ type: 'array', title: '起重机', 'x-title-en': 'Cranes', maxItems: 10 },
      items: {
        type: 'object',
        properties: {
          model: { type: 'string', title: '型号', 'x-title-en': 'Model', maxLength: 40, 'x-search': true },
          lift: { type: 'integer', title: '起重量', 'x-title-en': 'Lift', minimum: 1, 'x-unit': '吨' },
        },
        required: ['model'],
        additionalProperties: false,
      },
    },
    phone: { type: 'string', title: '电话', 'x-title-en': 'Telephone', maxLength: 30, 'x-private': true },
    ...(own as RegistrySchema['properties']),
  },
  required: ['name', 'number', 'kind', ...required],
  additionalProperties: false,
  'x-name': 'name',
  'x-key': ['number'],
})

let registries = 0

/** A configuration with a code of its own. */
export const aRegistry = (schema = berthSchema()): NewRegistry => ({
  ...{ code: `berths-${++registries}`, name: '港口泊位', nameEn: 'Berths', description: '', descriptionEn: '', schema },
})

let entries = 0

/** An entry with a number of its own. */
export const aBerth = (own: EntryContent = {}): EntryContent => ({
  ...{ name: '示例泊位', number: `BH-${++entries}`, kind: 'bulk', depth: 12.5, phone: '0779-0000000', ...own },
})

/** A register that the office configures. @returns its code */
export async function configured(office: Browser, schema = berthSchema()): Promise<string> {
  const { code } = await sent<{ code: string }>(office.post('/api/v1/registries', aRegistry(schema)))
  return code
}

export const drafted = (browser: Browser, code: string, content: EntryContent = aBerth()): Promise<EntryDetail> =>
  sent(browser.post(`/api/v1/registries/${code}/entries`, { content }))

export const publishedDraft = (browser: Browser, { id, registry, revision }: EntryDetail): Promise<EntryDetail> =>
  sent(
    browser.post(`/api/v1/registries/${registry.code}/entries/${id}/publish`, undefined, {
      'if-match': `"v${revision}"`,
    }),
  )

export const published = async (browser: Browser, code: string, content?: EntryContent): Promise<EntryDetail> =>
  publishedDraft(browser, await drafted(browser, code, content))

/** The form of an import with its one file. */
export const tableForm = (name: string, bytes: Uint8Array | string, fields: Record<string, string> = {}) =>
  formOf(Buffer.from(bytes as string), name, fields)
