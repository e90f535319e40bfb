import type { Actor } from '../../platform/access/index.ts'
import type { DatabaseHandle } from '../../platform/database/index.ts'
import type { ExportColumn } from '../../platform/http/index.ts'
import type { Project, ProjectFilter } from './schemas.ts'
import { listProjects } from './store.ts'

const PORTION = 500

/** All projects of a filter, page by page, each page in a transaction of its own. */
export async function* everyProject(
  database: DatabaseHandle,
  actor: Actor,
  filter: ProjectFilter,
): AsyncGenerator<Project> {
  let cursor: string | undefined
  do {
    const page = await database.asActor(actor, (trx) =>
      listProjects(trx, { ...filter, limit: PORTION, ...(cursor ? { cursor } : {}) }),
    )
    yield* page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

const CLASS: Readonly<Record<Project['class'], string>> = {
  proposed: '待入库',
  reserve: '储备',
  preparing: '前期',
  starting: '新开工',
  continuing: '续建',
  finished: '竣工',
  stopped: '停建',
  transferred: '调出',
}

const element = (kind: Project['elements'][number]['kind'], side: 'needed' | 'granted') => (one: Project) => {
  const amount = one.elements.find((each) => each.kind === kind)?.[side] ?? null
  return amount === null ? null : Number(amount)
}

export const PROJECT_COLUMNS: readonly ExportColumn<Project>[] = [
  { title: '项目名称', width: 40, value: (one) => one.name },
  { title: '项目代码', width: 26, value: (one) => one.code },
  { title: '类别', width: 10, value: (one) => CLASS[one.class] },
  { title: '类别起始', width: 12, value: (one) => one.classSince },
  { title: '行业', width: 14, value: (one) => one.industry },
  { title: '行政区', width: 14, value: (one) => one.place?.name ?? '' },
  { title: '建设内容及规模', width: 40, value: (one) => one.content },
  { title: '项目业主', width: 24, value: (one) => one.builder },
  { title: '责任单位', width: 24, value: (one) => one.organization.name },
  { title: '计划开工', width: 10, value: (one) => one.startPlanned },
  { title: '计划竣工', width: 10, value: (one) => one.finishPlanned },
  { title: '实际开工', width: 12, value: (one) => one.startedOn },
  { title: '实际竣工', width: 12, value: (one) => one.finishedOn },
  { title: '总投资(万元)', width: 14, value: (one) => one.investmentTotalWan },
  { title: '清单年度', width: 10, value: (one) => one.listed?.year ?? null },
  { title: '清单类别', width: 10, value: (one) => (one.listed ? CLASS[one.listed.class] : '') },
  { title: '年度计划投资(万元)', width: 16, value: (one) => one.listed?.plannedWan ?? null },
  { title: '年内完成投资(万元)', width: 16, value: (one) => one.listed?.investedWan ?? null },
  { title: '截至月份', width: 10, value: (one) => one.listed?.month ?? null },
  { title: '资金需求(万元)', width: 14, value: element('capital_wan', 'needed') },
  { title: '资金到位(万元)', width: 14, value: element('capital_wan', 'granted') },
  { title: '用地需求(公顷)', width: 14, value: element('land_ha', 'needed') },
  { title: '用地批复(公顷)', width: 14, value: element('land_ha', 'granted') },
  { title: '用海需求(公顷)', width: 14, value: element('sea_ha', 'needed') },
  { title: '用海批复(公顷)', width: 14, value: element('sea_ha', 'granted') },
  { title: '用林需求(公顷)', width: 14, value: element('forest_ha', 'needed') },
  { title: '用林批复(公顷)', width: 14, value: element('forest_ha', 'granted') },
  { title: '出处', width: 36, value: (one) => [one.document?.title, one.provisionLabel].filter(Boolean).join(' ') },
  { title: '标识', width: 38, value: (one) => one.id },
]
