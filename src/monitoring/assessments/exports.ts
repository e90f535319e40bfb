import { sql } from 'kysely'
import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle, Trx } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import { findParameter } from '../standards/parameters/catalogue.ts'
import type { Assessment, AssessmentFilter } from './schemas.ts'
import { listAssessments } from './store.ts'

const PORTION = 200

/** What may not be read is refused before a file begins. */
export const expectAssessmentReader = (trx: Trx) => sql`select actor_must('assessment.read')`.execute(trx)

/** All standing assessments of a filter, each page in a transaction of its own. */
export async function* everyAssessment(
  database: DatabaseHandle,
  actor: Actor,
  filter: AssessmentFilter,
): AsyncGenerator<Assessment> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listAssessments(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const nameOf = (code: string) => findParameter(code)?.zh ?? code
const yesOrNo = (value: boolean | null) => (value === null ? '' : value ? '是' : '否')

export const ASSESSMENT_COLUMNS: readonly ExportColumn<Assessment>[] = [
  { title: '断面编码', width: 16, value: ({ section }) => section.code },
  { title: '断面', width: 20, value: ({ section }) => section.name },
  { title: '河流', width: 16, value: ({ river }) => river },
  { title: '时段', width: 10, value: ({ period, begins }) => begins.slice(0, period === 'year' ? 4 : 7) },
  { title: '水质类别', width: 10, value: ({ class: found }) => found ?? '' },
  { title: '水质状况', width: 12, value: ({ grade }) => grade ?? '' },
  { title: '目标类别', width: 10, value: ({ targetClass }) => targetClass ?? '' },
  { title: '是否达标', width: 10, value: ({ meets }) => yesOrNo(meets) },
  { title: '定类因子', width: 30, value: ({ decidedBy }) => decidedBy.map(nameOf).join('、') },
  {
    title: '超标因子（超标倍数）',
    width: 36,
    value: ({ exceeding }) =>
      exceeding.map(({ code, multiple }) => `${nameOf(code)}${multiple === null ? '' : `（${multiple}）`}`).join('、'),
  },
  { title: '达标率(%)', width: 10, value: ({ passRate }) => passRate ?? '' },
  { title: '数据充足', width: 10, value: ({ valid }) => yesOrNo(valid) },
  { title: '评价时间', width: 24, value: ({ madeAt }) => madeAt },
  { title: '标识', width: 12, value: ({ id }) => id },
]
