import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import ExcelJS from 'exceljs'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { PEOPLE, withServer } from '../../../test/support/index.ts'
import { textOf, unzip } from '../../papers/docx.testing.ts'
import { OFFICE } from '../lights/evidence.testing.ts'
import { addProject } from '../projects/stage.testing.ts'
import { addPaperStage, type PaperStage } from './stage.testing.ts'

const server = withServer({ clock: () => new Date('2026-12-20T02:00:00Z') })
let stage: PaperStage
let hidden: PaperStage
beforeAll(async () => {
  stage = await addPaperStage(server.handle)
  hidden = await addPaperStage(server.handle, 'organization')
}, 60_000)

async function fetchFile(url: string, person: 'office' | 'leader' | 'department' = 'office') {
  const reply = await (await server.as(person)).get(`/api/v1/papers${url}`)
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200)
  if (process.env.QUNCE_KEEP_PAPERS)
    writeFileSync(`${process.env.QUNCE_KEEP_PAPERS}/${url.split('/').at(-1)?.split('?')[0]}`, reply.rawPayload)
  return reply.rawPayload
}

describe('official documents', () => {
  test('[DEL-910] a programme that is not shared gives no paper, and a year outside of it none either', async () => {
    const leader = await server.as('leader')
    for (const name of ['decomposition', 'evaluation.docx', 'evaluation.xlsx', 'midterm']) {
      const reply = await leader.get(`/api/v1/papers/programmes/${hidden.programmeId}/${name}`)
      expect([reply.statusCode, reply.json().code]).toEqual([404, 'paper_programme_not_found'])
    }
    const outside = await leader.get(`/api/v1/papers/programmes/${stage.programmeId}/evaluation?year=2025`)
    expect([outside.statusCode, outside.json().code]).toEqual([422, 'paper_year_outside'])
  })

  test('[DEL-949] papers are drawn up apart, eight at most at once', async () => {
    const leader = await server.as('leader')
    const replies = await Promise.all(
      Array.from({ length: 12 }, () => leader.get(`/api/v1/papers/programmes/${stage.programmeId}/decomposition.docx`)),
    )
    const refused = replies.filter(({ statusCode }) => statusCode !== 200)
    expect(replies.length - refused.length).toBeGreaterThanOrEqual(8)
    expect(refused.length).toBeGreaterThan(0)
    for (const reply of refused)
      expect([reply.statusCode, reply.json().code, reply.headers['retry-after']]).toEqual([503, 'paper_busy', '10'])
  })

  test('[DEL-930] the decomposition names every task with its units and limits, what is unknown by that word', async () => {
    const text = textOf(
      unzip(await fetchFile(`/programmes/${stage.programmeId}/decomposition.docx`), 'word/document.xml'),
    )
    expect(text).toMatch(/分解表共列任务3项，由2个单位牵头或负责。/)
    expect(text).toContain('其中，1项未定完成时限，请台账主管单位及时补齐。')
    expect(text).toContain('未定')
    expect(text).toContain('2027年12月31日')
    expect(text).toContain('广西壮族自治区自然资源厅')
  })

  test('[DEL-931] a supervision notice and minutes say what was issued, each note with its source', async () => {
    const notice = await fetchFile(`/supervision-notices/${stage.noticeId}.docx`)
    const text = textOf(unzip(notice, 'word/document.xml'))
    expect(text).toMatch(/督办〔2026〕\d+号/)
    expect(text).toContain('广西壮族自治区自然资源厅：')
    expect(text).toContain('请于2026年8月31日前办结')
    // no public address was set: number and title, no address that nobody else can open
    expect(text).toContain('任务及其规划原文（群策：任务3“任务”）')
    expect(text).not.toContain('http')
    const minutes = textOf(unzip(await fetchFile(`/meetings/${stage.meetingId}/minutes.docx`), 'word/document.xml'))
    expect(minutes).toContain('（第三次）')
    expect(minutes).toContain('1. 统一台账。建立北部湾入海排污口统一台账。')
    // an item of the meeting's own concludes in its minutes
    expect(minutes).toContain('会议通报了下半年的会期。')
    expect(minutes).not.toContain('尚未记录')
    expect(minutes).toMatch(/建立北部湾入海排污口统一台账。（广西壮族自治区自然资源厅牵头；2026年12月31日前完成）/)
    expect(minutes).toMatch(
      /出席：广西壮族自治区自然资源厅（韦芳）\n请假：广东省生态环境厅（李强）\n列席：北海市人民政府（陈洁）/,
    )
  })

  test('[DEL-940] the evaluation counts what its annex lists, and says what is missing', async () => {
    const docx = await fetchFile(`/programmes/${stage.programmeId}/evaluation.docx?year=2026`)
    const text = textOf(unzip(docx, 'word/document.xml'))
    expect(text).toContain('截至期末，台账累计下达任务3项')
    expect(text).toMatch(/应报送3份，按时报送1份，逾期报送1份，未报1份，按时报送率33\.3%。/)
    expect(text).toContain('缺上年末的灯色记录，不作比较。')
    expect(text).toContain('本台账不对应规划文件，没有可评估的规划指标。')
    expect(text).toContain('期内发出督办单1份，未办结1份')
    expect(text).toContain('\n2026年上半年\n')
    // One of the three is to end, but nobody said by when.
    expect(text).toContain('限期完成的2项，长期坚持的0项，台账未载明时限的1项。')
    const notes = textOf(unzip(docx, 'word/footnotes.xml'))
    expect(notes).toContain('按时报送1份÷应报送3份')
    // a page is named once in each of the sections that point to it
    expect(notes.match(/（群策：任务）/g)).toHaveLength(3)
    expect(notes).not.toContain('http')

    const workbook = new ExcelJS.Workbook()
    const bytes = await fetchFile(`/programmes/${stage.programmeId}/evaluation.xlsx?year=2026`)
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
    const column = (name: string, title: string): unknown[] => {
      const sheet = workbook.getWorksheet(name)
      const head = ((sheet?.getRow(1).values ?? []) as unknown[]).indexOf(title)
      return ((sheet?.getColumn(head).values ?? []) as unknown[]).slice(2)
    }
    expect(column('任务', '任务')).toHaveLength(3)
    expect(column('报送', '情况').sort()).toEqual(['按时', '未报', '逾期'])
    const red = column('任务', '灯色').filter((light) => light === '红灯').length
    expect(text).toContain(`红灯${red}项`)
  })

  test('[DEL-948] a notice of the office that has no task is counted apart', async () => {
    const id = randomUUID()
    await server.handle.asSystem((trx) =>
      sql`insert into supervision_notice (id, year, serial, title, basis, text, organization_id, owner_organization_id, state,
          due_on, issued_on, receive_by)
        values (${id}, 2026, 31999, '补报材料', '上半年应报未报。', '限期补报。', ${PEOPLE.city.organizationId}, ${OFFICE}, 'issued',
          '2026-08-31', '2026-07-20', '2026-07-24')`.execute(trx),
    )
    const text = textOf(
      unzip(await fetchFile(`/programmes/${stage.programmeId}/evaluation.docx?year=2026`), 'word/document.xml'),
    )
    expect(text).toMatch(/期内发出督办单1份，未办结1份；台账主管单位另发出不针对任务的督办单1份，未办结1份；提请/)
    await server.handle.asSystem((trx) => sql`delete from supervision_notice where id = ${id}`.execute(trx))
  })

  test('[DEL-943] the evaluation tells of projects and scores, each figure with its note and its rows', async () => {
    const projectId = await server.handle.asSystem(async (trx) => {
      const id = await addProject(trx, 'office', { unit: 'city', class: 'starting', class_since: '2026-03-01' })
      await trx
        .insertInto('project_task')
        .values({ project_id: id, task_id: stage.tasks[0] ?? '' })
        .execute()
      await sql`insert into project_year (project_id, year, class, planned_wan) values (${id}, 2026, 'starting', 2000)`.execute(
        trx,
      )
      await sql`insert into project_element (project_id, kind, needed, granted) values (${id}, 'land_ha', 12.5, 10)`.execute(
        trx,
      )
      await sql`insert into project_progress (project_id, month, version, invested_wan, grade, source, user_id, user_name,
          organization_id, organization_name)
        values (${id}, '2026-11', 1, 900, 'document', '项目月报', ${PEOPLE.city.userId}, '陈洁', ${PEOPLE.city.organizationId}, '北海市人民政府')`.execute(
        trx,
      )
      return id
    })
    const docx = await fetchFile(`/programmes/${stage.programmeId}/evaluation.docx?year=2026`)
    const text = textOf(unzip(docx, 'word/document.xml'))
    expect(text).toContain('入库项目1个，其中列入2026年度清单的1个。')
    expect(text).toContain('年度计划投资2000万元，已完成投资900万元，完成率45.0%。')
    const notes = textOf(unzip(docx, 'word/footnotes.xml'))
    expect(notes).toContain('有年度计划的项目完成900万元÷计划2000万元')
    expect(notes).toContain('按时报送40分、任务推进40分')
    expect(text).toContain('按考核规则第1版“默认考核规则”（随系统提供，非任何文件规定）计算')
    const scores = (
      await (await server.as('office')).get(`/api/v1/scores?period=2026&programme=${stage.programmeId}`)
    ).json()
    for (const { name, total, enough } of scores.items) if (enough) expect(text).toContain(`${name}\n${total}\n`)
    const workbook = new ExcelJS.Workbook()
    const bytes = await fetchFile(`/programmes/${stage.programmeId}/evaluation.xlsx?year=2026`)
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
    expect(workbook.getWorksheet('项目')?.getRow(2).values).toContain(900)
    expect(workbook.getWorksheet('项目要素')?.getRow(2).values).toContain(12.5)
    expect(workbook.getWorksheet('考核')?.actualRowCount).toBe(scores.items.length + 1)
    expect(JSON.stringify(workbook.getWorksheet('项目')?.getRow(2).values)).toContain(`/projects/${projectId}`)
  })

  test('[DEL-941] charts are pictures whose Chinese is drawn, with words for who cannot see them', async () => {
    const reply = await (await server.as('leader')).get(
      `/api/v1/papers/programmes/${stage.programmeId}/evaluation?year=2026`,
    )
    const pictures = reply.json().blocks.filter((block: { kind: string }) => block.kind === 'picture')
    expect(pictures).toHaveLength(1)
    const png = Buffer.from(pictures[0].image, 'base64')
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    expect(png.length).toBeGreaterThan(5_000)
    expect(pictures[0].alt).toContain('第1章：红灯')
  })

  test('[DEL-942] the mid-term draft tells of all years from the first on', async () => {
    const text = textOf(unzip(await fetchFile(`/programmes/${stage.programmeId}/midterm.docx`), 'word/document.xml'))
    expect(text).toContain('2026年至2026年')
    expect(text).toContain('期内下达3项')
  })
})
