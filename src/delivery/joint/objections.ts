import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import { listen } from '../../platform/events/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { todayInChina } from '../../platform/time.ts'
import { yuanText } from '../../settlement/index.ts'
import { matterOf } from './escalationStore.ts'
import { move, raiseByRule } from './escalations.ts'
import { ladderFor } from './ladderFor.ts'

/** What settlement announces of an objection to a line of a statement. */
interface Objected {
  objectionId: string
  agreementName: string
  year: number
  line: number
  part: string
  from: string
  to: string
  amountFen: number
  party: string
  /** Whose objection it is. */
  organizationId: string
  /** The units of all parties. */
  parties?: readonly string[]
  grounds: string
  evidence: readonly { words: string }[]
}

/** What settlement announces once it is settled there. */
interface Settled {
  objectionId: string
  outcome: 'withdrawn' | 'dismissed' | 'upheld'
  answer?: string
}

/**
 * Raises a matter for each objection to a statement, for who objects, at the first tier of the oldest ladder whose cluster
 * all parties belong to; and closes the matter once the objection is settled on the statement. Where there is no ladder
 * nothing is raised: the parties were told already.
 * @returns how many were raised or closed
 */
export async function followObjections(database: DatabaseHandle, now: Date): Promise<number> {
  const today = todayInChina(now)
  return database.asSystem(async (trx) => {
    let done = 0
    for (const { payload } of await listen<Objected>(trx, 'delivery.joint', 'settlement.objected'))
      if (await raiseOne(trx, payload, today)) done++
    for (const { payload } of await listen<Settled>(trx, 'delivery.joint', 'settlement.objection_settled'))
      if (await closeOne(trx, payload, today)) done++
    return done
  })
}

async function raiseOne(trx: Trx, objected: Objected, today: string): Promise<string | null> {
  const { objectionId, agreementName, year, line, part, from, to, party, organizationId, parties = [] } = objected
  const ladder = await ladderFor(trx, organizationId, [organizationId, ...parties])
  if (!ladder) return null
  const about = `《${agreementName}》${year}年结算单第${line}行`
  const words = {
    title: `对${about}的异议`.slice(0, 200),
    matter: `${party}对${about}（${part}，${from}付给${to} ${yuanText(objected.amountFen)}元）提出异议：${objected.grounds}`,
    tried: `依据：${objected.evidence.map((one) => one.words).join('；')}。系统已通知各方，该行暂不入账。`.slice(
      0,
      20_000,
    ),
    wanted: '请协调各方核对监测数据和计算过程，在结算单上采纳或不予采纳这项异议。',
  }
  return raiseByRule(trx, ladder, { id: organizationId, name: ladder.name }, words, today, { objection: objectionId })
}

const OUTCOMES = { withdrawn: '提出方已在结算单上撤回异议', dismissed: '异议未予采纳', upheld: '异议已予采纳' } as const

/**
 * What was settled on the statement needs no further word here: a matter that waits is answered and closed, one that was
 * taken back is withdrawn. One that is on the agenda of a meeting stays there, and its office is told.
 */
async function closeOne(trx: Trx, { objectionId, outcome, answer = '' }: Settled, today: string): Promise<boolean> {
  const found = await trx
    .selectFrom('escalation')
    .select('id')
    .where('objection_id', '=', objectionId)
    .where('state', 'in', ['waiting', 'answered', 'on_agenda'])
    .executeTakeFirst()
  if (!found) return false
  const matter = await matterOf(trx, found.id)
  const text = [OUTCOMES[outcome], answer].filter(Boolean).join('：')
  if (matter.state === 'on_agenda') {
    await notify(trx, [
      {
        organizationId: matter.owner_organization_id,
        kind: 'settlement.objection_settled',
        title: `列入议程的事项“${matter.title}”已在结算单上处理：${OUTCOMES[outcome]}`,
        titleEn: `The objection behind “${matter.title}”, which is on an agenda, is settled on the statement`,
        link: `/escalations/${matter.id}`,
        key: `objection on agenda ${objectionId}`,
      },
    ])
    return false
  }
  if (outcome === 'withdrawn') await move(trx, null, matter, 'withdrawn', text, today)
  else {
    if (matter.state === 'waiting') await move(trx, null, matter, 'answered', text, today, { answer: text })
    await move(trx, null, await matterOf(trx, found.id), 'accepted', text, today)
  }
  return true
}
