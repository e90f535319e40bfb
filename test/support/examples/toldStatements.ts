import type { ToldStatementDetail } from '../../../src/exchange/schemas.ts'
import { signedText, statementStandings } from '../../../src/settlement/index.ts'
import {
  bindTestYears,
  monthsMeeting,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../../../src/settlement/stage.testing.ts'
import type { Example, Stage } from '../accessExamples.ts'
import type { PersonName } from '../people.ts'

const OBJECTION = { line: 1, grounds: '样品超时', evidence: [{ kind: 'words', words: '4月运输记录' }] }

/** A statement between the owner's unit, for which this node speaks, and another province, as that one's node tells it. */
async function told({ handle, as, owner }: Stage): Promise<{ path: string; sha256: string; party: PersonName }> {
  await placePeople(handle)
  bindTestYears().set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const upstream = owner === 'city' ? 'city' : 'department'
  const { id, sha256 } = await openStatement(as, (await signedAgreement(as, { upstream })).id, { preparer: upstream })
  await handle.asSystem(async (trx) => {
    for (const [code, isSelf, place] of [
      ['own', true, '450000'],
      ['neighbour', false, '440000'],
    ] as const)
      await trx
        .insertInto('node')
        .values({ code, name: code, name_en: code, role: 'member', jurisdiction_code: place, is_self: isSelf })
        .onConflict((conflict) =>
          conflict.column('code').doUpdateSet({ role: 'member' as const, jurisdiction_code: place }),
        )
        .execute()
    const [statement] = await statementStandings(trx, [id])
    const text = { text: await signedText(trx, id), of: 1 }
    for (const [kind, key, content] of [
      ['statement', id, statement?.standing],
      ['statement_text', `${id}/0`, text],
    ] as const)
      await trx
        .insertInto('shared_fact')
        .values({
          owner: 'neighbour',
          kind,
          key,
          content: JSON.stringify(content) as never,
          number: 1,
          told_at: new Date(),
        })
        .execute()
  })
  return { path: `/api/v1/nodes/statements/neighbour/${id}`, sha256, party: upstream }
}

export const toldStatementExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/nodes/statements': async (stage) => {
    await told(stage)
    return { method: 'GET', url: '/api/v1/nodes/statements' }
  },
  'GET /api/v1/nodes/statements/:owner/:id': async (stage) => ({ method: 'GET', url: (await told(stage)).path }),
  'POST /api/v1/nodes/statements/:owner/:id/sign': async (stage) => {
    const { path, sha256 } = await told(stage)
    return { method: 'POST', url: `${path}/sign`, payload: { sha256 } }
  },
  'POST /api/v1/nodes/statements/:owner/:id/objections': async (stage) => ({
    ...{ method: 'POST', url: `${(await told(stage)).path}/objections`, payload: OBJECTION },
  }),
  'POST /api/v1/nodes/statements/:owner/:id/objections/:objectionId/answer': async (stage) => {
    const { path, party } = await told(stage)
    const browser = await stage.as(party)
    const { acts } = await sent<ToldStatementDetail>(browser.post(`${path}/objections`, OBJECTION))
    const payload = { outcome: 'withdrawn', answer: '已核实' }
    return { method: 'POST', url: `${path}/objections/${acts[0]?.id}/answer`, payload }
  },
}
