import type { Trx } from '../platform/database/index.ts'
import { gazetteerRefusals } from './refusals.ts'

/** Makes sure that there is such a place. @throws Refusal jurisdiction_unknown */
export async function expectPlace(trx: Trx, code: string): Promise<void> {
  const known = await trx.selectFrom('jurisdiction').select('code').where('code', '=', code).executeTakeFirst()
  if (!known) throw gazetteerRefusals.jurisdictionUnknown(code)
}
