import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '../../../platform/access/index.ts'
import type { Trx } from '../../../platform/database/index.ts'
import { type ContentField, emptyContent, type ResourceContent, tidied } from '../rules/content.ts'
import { contradictsItself, type DescribedField, gapsForPublishing } from '../rules/gaps.ts'
import type { ReadEntry } from './entries.ts'
import type { ImportFault } from './faults.ts'
import { HEADINGS, type ImportField } from './headings.ts'
import { type KnownResource, knownResources, providersNamed } from './known.ts'
import type { Inventory } from './take.ts'

/** A resource of the file, and what it is now. */
export interface PlannedResource {
  entry: ReadEntry
  organizationId: string
  /** Null: it is new. */
  known: KnownResource | null
  content: ResourceContent
  /** Fields that the file changes; empty where it says what is known already. */
  changes: ContentField[]
}

export interface PreparedInventory {
  planned: PlannedResource[]
  faults: ImportFault[]
  /** Credit codes that the file tells of providers. */
  creditCodes: ReadonlyMap<string, string>
}

/** What importing an inventory would do, with everything that is wrong with it. Nothing is changed. */
export async function prepareInventory(
  trx: Trx,
  actor: Actor,
  { entries, faults: found, publish }: Inventory,
  today: string,
): Promise<PreparedInventory> {
  const faults = [...found]
  const fail = (entry: ReadEntry, field: ImportField, code: ImportFault['code'], text: string, expected = '') =>
    faults.push({
      ...{ sheet: entry.sheet, row: entry.row, column: entry.columns[field] ?? '', field, code },
      ...{ found: text, expected },
    })
  // A cell that is wrong is not missing as well.
  const wrongCells = new Set(found.map(cellOf))
  const providers = await providersNamed(trx, actor, [...new Set(entries.map(({ provider }) => provider))], today)
  const units = new Set<string>()
  for (const named of providers.values()) if ('organizationId' in named) units.add(named.organizationId)
  const codes = entries.flatMap(({ code }) => (code === '' ? [] : [code]))
  const memory = new Memory(await knownResources(trx, [...units], codes))
  const planned: PlannedResource[] = []
  const creditCodes = new Map<string, string>()
  const rowOf = new Map<string, number>()
  for (const entry of entries) {
    const named = providers.get(entry.provider)
    if (!named || 'why' in named) {
      fail(entry, 'provider', named?.why ?? 'unit_unknown', entry.provider, named?.candidates.slice(0, 5).join('、'))
      continue
    }
    const { organizationId } = named
    const key = `${organizationId} ${entry.code || `#${entry.said.name}`}`
    const first = rowOf.get(key)
    if (first !== undefined)
      fail(entry, entry.code ? 'code' : 'name', 'resource_twice', entry.code || entry.said.name, String(first))
    rowOf.set(key, first ?? entry.row)
    const known = memory.find(organizationId, entry)
    if (known === 'of_other') fail(entry, 'code', 'code_of_other', entry.code)
    else if (known === 'of_several') fail(entry, 'name', 'name_of_several', entry.said.name, HEADINGS.code[0])
    else {
      const plan = planOf(entry, organizationId, known)
      if (contradictsItself(plan.content)) fail(entry, 'isOpen', 'withheld_open', '是', '否')
      else if (publish && isDraftAfter(plan))
        for (const gap of gapsForPublishing(plan.content)) {
          const field = columnOf(gap, entry)
          if (!wrongCells.has(cellOf({ ...entry, field }))) fail(entry, field, 'missing', '', HEADINGS[field][0])
        }
      planned.push(plan)
    }
    if (entry.creditCode === '') continue
    const told = creditCodes.get(organizationId) ?? entry.creditCode
    if (told !== entry.creditCode) fail(entry, 'creditCode', 'differs_from_first', entry.creditCode, told)
    creditCodes.set(organizationId, told)
  }
  faults.sort((a, b) => a.sheet.localeCompare(b.sheet) || a.row - b.row)
  return { planned, faults, creditCodes }
}

/** Whether a draft of it stands once the file is imported: what stands as it is has nothing to publish. */
const isDraftAfter = ({ known, changes }: PlannedResource) =>
  known === null || known.state === 'draft' || changes.length > 0

function planOf(entry: ReadEntry, organizationId: string, known: KnownResource | null): PlannedResource {
  const before = known && tidied(known.content)
  const content = tidied({
    ...(before ?? emptyContent(entry.said.name)),
    ...(before ? newTo(before, entry.said) : entry.said),
  })
  const fields = Object.keys(content) as ContentField[]
  const changes = before ? fields.filter((field) => !isDeepStrictEqual(content[field], before[field])) : []
  return { entry, organizationId, known, content, changes }
}

const folded = (text: string) => text.replaceAll(/\s+/gu, ' ').trim()

/** What of a row differs. A cell has no line breaks: a text that only lost its own says what is known. */
const newTo = (known: ResourceContent, said: Partial<ResourceContent>): Partial<ResourceContent> =>
  Object.fromEntries(
    Object.entries(said).filter(([field, value]) => {
      const stands = known[field as ContentField]
      return !(typeof value === 'string' && typeof stands === 'string' && folded(value) === folded(stands))
    }),
  )

const cellOf = ({ sheet, row, field }: Pick<ImportFault, 'sheet' | 'row' | 'field'>) => `${sheet} ${row} ${field}`

/** Where in the file a field is to be filled in. */
function columnOf(field: DescribedField, { columns }: ReadEntry): ImportField {
  if (field === 'items') return 'itemName'
  if (field === 'legalBasis' && columns.legalBasis === undefined) return 'sharingCondition'
  return field
}

/** What is known, by what a file tells a resource again: our code, the inventory's own, or the name of the newest version. */
class Memory {
  readonly #byCode: Map<string, KnownResource>
  readonly #byOwnCode: Map<string, KnownResource>
  readonly #byName: Map<string, KnownResource[]>

  constructor(known: readonly KnownResource[]) {
    this.#byCode = new Map(known.flatMap((one) => (one.code === null ? [] : [[one.code, one]])))
    this.#byOwnCode = new Map(
      known.flatMap((one) => (one.ownCode === null ? [] : [[`${one.organizationId} ${one.ownCode}`, one]])),
    )
    this.#byName = Map.groupBy(known, ({ organizationId, content }) => `${organizationId} ${content.name}`)
  }

  find(organizationId: string, { code, said }: ReadEntry): KnownResource | null | 'of_other' | 'of_several' {
    const issued = this.#byCode.get(code)
    if (issued) return issued.organizationId === organizationId ? issued : 'of_other'
    const own = this.#byOwnCode.get(`${organizationId} ${code}`)
    if (own) return own
    const called = (this.#byName.get(`${organizationId} ${said.name}`) ?? []).filter(
      // One that an inventory called otherwise is another one.
      ({ ownCode }) => code === '' || ownCode === null,
    )
    return called.length > 1 ? 'of_several' : (called[0] ?? null)
  }
}
