import { everyPublished, PUBLISHED_TABLES } from '../../catalogue/index.ts'
import type { Cargo } from '../cargo.ts'
import type { Fact } from '../rules/event.ts'
import type { ToldResource } from './contents.ts'
import { rowsMark } from './rowsMark.ts'

/** The published catalogue, told to everybody: who holds which data, and how one asks for them. Drafts are nobody's. */
export const resourceCargo: Cargo = {
  kind: 'resource',
  version: 1,
  mark: (trx) => rowsMark(trx, PUBLISHED_TABLES),
  async facts(trx) {
    const facts: Fact[] = []
    for await (const { id, number, code, provider, content, publishedAt, refreshedOn, dueOn } of everyPublished(trx)) {
      const { commitmentIds: _, ...said } = content
      const told: ToldResource = {
        ...{ code: code ?? '', number, provider: provider.name, publishedAt: publishedAt ?? '' },
        ...{ refreshedOn, dueOn, content: said },
      }
      facts.push({ kind: 'resource', key: id, content: told })
    }
    return facts
  },
}
