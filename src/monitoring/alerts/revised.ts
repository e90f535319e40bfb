import { sql } from 'kysely'
import type { Trx } from '../../platform/database/index.ts'
import { notify } from '../../platform/notices/index.ts'
import { parameterOf } from '../standards/parameters/catalogue.ts'
import type { WaterClass } from '../standards/surfaceWater/table.ts'
import type { TargetClass } from '../tables.ts'
import { addSystemEvent } from './raise.ts'

/** What a month says: of the alert when it was raised, or of the last step that spoke of it. */
interface Said {
  class: WaterClass | null
  targetClass: TargetClass | null
  /** Absent where the alert was raised: the month was worse then. */
  meets?: boolean | null
  /** What was worse than the target. */
  exceeding: { code: string }[]
}

interface Revised {
  alert: string
  title: string
  titleEn: string
  said: Said
  month: string
  assessment: number
  class: WaterClass | null
  targetClass: TargetClass | null
  meets: boolean | null
  exceeding: { code: string }[]
}

/**
 * Says on every alert about a month what that month says now, where late data, a correction or another target made it say
 * something else, and tells whom the alert is for. The alert itself stays where it is: people close it.
 * @param ids of assessments that were made
 */
export async function tellRevised(trx: Trx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql<Revised>`
    select l.id as alert, l.title, l.title_en as "titleEn", to_char(a.begins, 'YYYY-MM') as month, a.id as assessment, a.class,
      a.target_class as "targetClass", a.meets, coalesce(a.derivation #> '{target,exceeding}', '[]') as exceeding,
      coalesce((select e.facts from alert_event e where e.alert_id = l.id and e.kind = 'revised' order by e.id desc limit 1),
        l.evidence) as said
    from section_assessment a
      join alert l on l.section_id = a.section_id and l.kind = 'worse_than_target' and l.parameter is null
        and l.observed_at = a.begins::timestamp at time zone 'Asia/Shanghai'
        and (l.evidence ->> 'assessment')::bigint <> a.id
    where a.id = any(${[...ids]}::bigint[]) and a.period = 'month' and a.superseded_at is null
    order by a.id, l.id`.execute(trx)
  for (const one of rows.filter(saysOther)) await tell(trx, one)
}

const saysOther = ({ said, ...now }: Revised) =>
  now.class !== said.class ||
  now.meets !== (said.meets ?? false) ||
  now.targetClass !== said.targetClass ||
  itemsOf(now.exceeding) !== itemsOf(said.exceeding)

const itemsOf = (exceeding: Said['exceeding']) =>
  exceeding
    .map(({ code }) => code)
    .sort()
    .join()

async function tell(trx: Trx, { alert, title, titleEn, ...now }: Revised): Promise<void> {
  const { month, assessment, class: found, targetClass, meets, exceeding } = now
  const event = await addSystemEvent(trx, alert, 'revised', wordsOf(now).zh, {
    assessment,
    class: found,
    targetClass,
    meets,
    month,
    exceeding: exceeding.map(({ code }) => ({ code })),
  })
  const { rows } = await sql<{ id: string }>`
    select organization_id as id from alert_party where alert_id = ${alert}::uuid`.execute(trx)
  await notify(
    trx,
    rows.map(({ id }) => ({
      ...{
        organizationId: id,
        kind: 'monitoring.alert_revised',
        link: `/alerts/${alert}`,
        key: `alert_revised:${event}`,
      },
      ...{ title: `${wordsOf(now).zh}：${title}`, titleEn: `${wordsOf(now).en}: ${titleEn}` },
    })),
  )
}

function wordsOf({
  month,
  class: found,
  targetClass,
  meets,
  exceeding,
}: Pick<Revised, 'month' | 'class' | 'targetClass' | 'meets' | 'exceeding'>) {
  const when = `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`
  if (found === null) return { zh: `${when}已无可评价的数据`, en: `${month} has no data any more that make a class` }
  if (meets === null)
    return { zh: `${when}重新评价为${found}类，已无目标`, en: `${month} is class ${found} now, without a target` }
  const items = exceeding.map(({ code }) => parameterOf(code))
  const [zh, en] = [items.map((one) => one.zh).join('、'), items.map((one) => one.en).join(', ')]
  return {
    zh: `${when}重新评价为${found}类，${meets ? '符合' : '劣于'}目标${targetClass}类${zh && `（${zh}）`}`,
    en: `${month} is class ${found} now and ${meets ? 'meets' : 'is worse than'} the target ${targetClass}${en && ` (${en})`}`,
  }
}
