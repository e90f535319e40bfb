import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import yazl from 'yazl'
import { actorOf } from '../../test/support/people.ts'
import { withServer } from '../../test/support/server.ts'
import { openFileStore } from '../platform/files/index.ts'
import { ingestDocument } from './ingest.ts'
import type { DocumentDetail, DocumentList, DocumentText } from './schemas.ts'
import { prepareGazetteer } from './testing/gazetteer.ts'
import { PART_PLAN, SAMPLE_PLAN, WHOLE_PLAN } from './testing/samplePlan.ts'
import { commitmentsOf, ingestPlan, sendForm, upload } from './testing/uploading.ts'

const server = withServer({ prepare: prepareGazetteer })

const counted = (table: string) =>
  server.handle.asSystem(async (trx) => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(trx)
    return rows[0]?.n ?? 0
  })

/** A plan of its own for a test: same register, other words. */
const planAbout = (subject: string) =>
  SAMPLE_PLAN.replaceAll('青湾', subject).replace('97号', `${subject.length}${subject.charCodeAt(0)}号`)

describe('taking plans in', () => {
  test('[PLAN-1] the same bytes twice are one document, whatever the file is called', async () => {
    const office = await server.as('office')
    const [first] = await upload(office, [{ name: '方案.txt', content: SAMPLE_PLAN }])
    expect(first).toMatchObject({ file: '方案.txt', outcome: 'accepted' })
    expect(first?.document).toMatchObject({
      title: '青湾港城融合发展工作方案',
      number: '桂政发〔2016〕97号',
      issuer: '广西壮族自治区人民政府',
      visibility: 'cluster',
      version: 1,
    })
    const documents = await counted('document')
    const again = await upload(office, [
      { name: '副本.txt', content: SAMPLE_PLAN },
      { name: '再来.txt', content: SAMPLE_PLAN },
    ])
    expect(again.map(({ outcome }) => outcome)).toEqual(['known', 'known'])
    expect(again[0]?.document?.id).toBe(first?.document?.id)
    expect(await counted('document')).toBe(documents)
  })

  test('a version that was written by hand, with no counts, is listed like any other', async () => {
    const office = await server.as('office')
    const { id } = await ingestPlan(office, planAbout('海胆湾'))
    await server.handle.asSystem(async (trx) => {
      await sql`insert into document_version (document_id, number, cause, file_name, format, sha256, text_sha256, bytes,
          characters, parsed, counts, user_id, user_name, organization_id, organization_name)
        select document_id, 2, 'correction', file_name, format, repeat('a', 64), repeat('b', 64), bytes, characters, parsed,
          '{}', user_id, user_name, organization_id, organization_name
        from document_version where document_id = ${id}`.execute(trx)
      await sql`insert into finding (document_id, version, seq, code, message, span_start, span_end)
        values (${id}, 2, 1, 'numbering_gap', 'x', 0, 1)`.execute(trx)
      await sql`update document set newest_version = 2 where id = ${id}`.execute(trx)
    })
    const list = await office.get('/api/v1/documents?limit=200')
    expect(list.statusCode, list.body).toBe(200)
    const found = list.json<DocumentList>().items.find((one) => one.id === id)
    expect(found).toMatchObject({ version: 2, findings: 1 })
    expect((await office.get(`/api/v1/documents/${id}`)).statusCode).toBe(200)
  })

  test('[PLAN-1] a file that differs by blanks at the ends of its lines is the same document, not a version', async () => {
    const office = await server.as('office')
    const content = planAbout('墨鱼湾')
    const { id, result } = await ingestPlan(office, content)
    const version = result.document?.version
    const blanks = `${content.split('\n').join('  \r\n')}\n\n \n`
    for (const fields of [{}, { versionOf: id }] as Record<string, string>[]) {
      const [again] = await upload(office, [{ name: '副本.txt', content: blanks }], fields)
      expect(again).toMatchObject({ outcome: 'known', sameText: true, document: { id, version } })
    }
    const [other] = await upload(office, [{ name: '改.txt', content: content.replace('墨鱼湾', '墨鱼 湾') }])
    expect(other).toMatchObject({ outcome: 'accepted' })
    const shared = { visibility: 'cluster' }
    const [theirs] = await upload(await server.as('city'), [{ name: '副本.txt', content: blanks }], shared)
    expect(theirs).toMatchObject({ outcome: 'accepted' })
    expect(theirs?.document?.id).not.toBe(id)
  })

  test('[PLAN-28] a file whose name hides characters is refused, and told without them; the others are taken', async () => {
    const [hidden, fine] = await upload(await server.as('office'), [
      { name: '方案\u202etxt.exe', content: planAbout('隐字湾') },
      { name: '明方案.txt', content: planAbout('明字湾') },
    ])
    expect(hidden).toMatchObject({ outcome: 'refused', problem: { code: 'text_unclean' }, file: '方案␀txt.exe' })
    expect(fine?.outcome).toBe('accepted')
  })

  test('[PLAN-1] two uploads of the same bytes at the same moment are one document', async () => {
    const files = await openFileStore(join(server.folder, 'files'))
    const bytes = new TextEncoder().encode(planAbout('白沙湾'))
    const house = { database: server.handle, files }
    const both = await Promise.all(
      ['a.txt', 'b.txt'].map((fileName) => ingestDocument(house, actorOf('office'), { bytes, fileName })),
    )
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['accepted', 'known'])
    expect(new Set(both.map(({ document }) => document.id)).size).toBe(1)
  })

  test('[PLAN-2] a batch goes on with the rest: every file, and every file of a zip, has its own outcome', async () => {
    const zip = new yazl.ZipFile()
    zip.addBuffer(Buffer.from(planAbout('赤坎湾')), '计划/好.txt')
    zip.addBuffer(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), '计划/图片.txt')
    zip.end()
    const chunks: Buffer[] = []
    for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk))
    const archive = Buffer.concat(chunks)
    const results = await upload(await server.as('office'), [
      { name: '空.txt', content: '' },
      { name: '全部.zip', content: archive },
      { name: '二进制.txt', content: new Uint8Array([0, 1, 2, 3, 255, 254, 0, 0]) },
      { name: '好的.txt', content: planAbout('黑石湾') },
    ])
    expect(results.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['空.txt', 'refused'],
      ['全部.zip/计划/好.txt', 'accepted'],
      ['全部.zip/计划/图片.txt', 'refused'],
      ['二进制.txt', 'refused'],
      ['好的.txt', 'accepted'],
    ])
    expect(results[0]?.problem).toMatchObject({ code: 'file_empty', detail: expect.any(String) })
  })

  test('[PLAN-2] a request without a file, or with a field that says nothing, is refused as a whole', async () => {
    const office = await server.as('office')
    expect((await sendForm(office, [])).json()).toMatchObject({ code: 'no_file' })
    const file = { name: 'a.txt', content: SAMPLE_PLAN }
    expect((await sendForm(office, [file], { visibility: 'everyone' })).json()).toMatchObject({ code: 'field_invalid' })
  })

  test('[PLAN-2] more files than one request takes are refused with the number that it takes', async () => {
    const files = Array.from({ length: 101 }, (_, index) => ({ name: `${index}.txt`, content: '一、总则' }))
    const reply = await sendForm(await server.as('office'), files)
    expect([reply.statusCode, reply.json().code, reply.json().facts]).toEqual([413, 'too_many_files', { most: 100 }])
  })

  test('[PLAN-2] files that together are too large are refused while they arrive, and leave nothing', async () => {
    // What other tests upload at the same time lies elsewhere.
    const temporary = process.env.TMPDIR ?? tmpdir()
    process.env.TMPDIR = server.folder
    const left = () => readdirSync(server.folder).filter((name) => name.startsWith('qunce-upload-')).length
    const before = [left(), await counted('document')]
    const files = ['a', 'b', 'c'].map((name) => ({ name: `${name}.txt`, content: name.repeat(400 * 1024) }))
    process.env.QUNCE_UPLOAD_MB = '1'
    try {
      const office = await server.as('office')
      const reply = await sendForm(office, files)
      expect([reply.statusCode, reply.json().code, reply.json().facts]).toEqual([
        ...[413, 'upload_too_large', { megabytes: 1 }],
      ])
      expect((await sendForm(office, files.slice(0, 2))).statusCode).toBe(200)
    } finally {
      delete process.env.QUNCE_UPLOAD_MB
      process.env.TMPDIR = temporary
    }
    expect([left(), await counted('document')]).toEqual([before[0], (before[1] ?? 0) + 2])
  })

  test('[PLAN-3] when anything fails on the way, nothing of the document is there', async () => {
    const before = await Promise.all(
      ['document', 'document_version', 'commitment', 'extraction', 'audit_line'].map(counted),
    )
    await server.handle.kysely.executeQuery(
      sql`create function fail_for_test() returns trigger language plpgsql as $$ begin raise exception 'on purpose'; end $$;
        create trigger fail_for_test before insert on extraction execute function fail_for_test()`.compile(
        server.handle.kysely,
      ),
    )
    try {
      const [result] = await upload(await server.as('office'), [{ name: 'x.txt', content: planAbout('断流湾') }])
      expect(result).toMatchObject({ outcome: 'refused', problem: { code: 'internal' } })
    } finally {
      await server.handle.kysely.executeQuery(
        sql`drop trigger fail_for_test on extraction`.compile(server.handle.kysely),
      )
    }
    expect(
      await Promise.all(['document', 'document_version', 'commitment', 'extraction', 'audit_line'].map(counted)),
    ).toEqual(before)
  })

  test('[PLAN-6] a document that is part of another is recognized, and which provisions it repeats', async () => {
    const office = await server.as('office')
    const whole = await ingestPlan(office, WHOLE_PLAN)
    const part = await ingestPlan(office, PART_PLAN)
    expect(part.result.relations).toMatchObject([{ kind: 'part_of', document: { id: whole.id } }])
    expect(part.result.relations?.[0]?.provisions.map(({ address }) => address)).toEqual(['第三章', '第四章'])
    const told = (await office.get(`/api/v1/documents/${whole.id}`)).json<DocumentDetail>()
    expect(told.relations).toMatchObject([{ kind: 'contains', document: { id: part.id } }])
    expect(told.versions).toHaveLength(1)
  })

  test('the reader gets text, provisions and mentions whose spans lie in the text', async () => {
    const office = await server.as('office')
    const { id } = await ingestPlan(office, planAbout('金滩湾'))
    const text = (await office.get(`/api/v1/documents/${id}/text`)).json<DocumentText>()
    expect(text.provisions.map(({ address }) => address)).toContain('二/(一)/1')
    const unit = text.mentions.find(({ kind, label }) => kind === 'unit' && label === '自治区国土资源厅')
    expect(unit).toMatchObject({ role: 'participant', organization: { name: '广西壮族自治区国土资源厅' } })
    expect(unit?.today?.map(({ name }) => name)).toEqual(['广西壮族自治区自然资源厅'])
    const items = await commitmentsOf(office, id)
    expect(items.map((item) => item.id)).toContain(unit?.commitmentId)
    for (const { span } of [...text.mentions, ...text.provisions, ...text.repairs, ...items]) {
      expect(span[0]).toBeLessThanOrEqual(span[1])
      expect(span[1]).toBeLessThanOrEqual(text.text.length)
    }
  })

  test('the source comes back byte for byte, the list pages through all documents', async () => {
    const office = await server.as('office')
    const content = planAbout('银鸥湾')
    const { id } = await ingestPlan(office, content)
    const source = await office.get(`/api/v1/documents/${id}/source`)
    expect(source.rawPayload.equals(Buffer.from(content))).toBe(true)
    expect(source.headers['content-disposition']).toContain('attachment')

    const seen: string[] = []
    let url = '/api/v1/documents?limit=2'
    for (let page = 0; page < 20; page++) {
      const answer = (await office.get(url)).json<DocumentList>()
      seen.push(...answer.items.map((item) => item.id))
      expect(answer.total).toBe(await counted('document'))
      if (!answer.next) break
      url = `/api/v1/documents?limit=2&cursor=${answer.next}`
    }
    expect(new Set(seen).size).toBe(await counted('document'))
    expect(seen).toHaveLength(new Set(seen).size)
  })

  test('[PLAN-10] sharing a document is an edit: it needs the revision, and the commitments follow', async () => {
    const department = await server.as('department')
    const other = await server.as('otherDepartment')
    const { id, result } = await ingestPlan(department, planAbout('珊瑚湾'))
    expect(result.document?.visibility).toBe('organization')
    expect((await other.get(`/api/v1/documents/${id}`)).statusCode).toBe(404)
    const url = `/api/v1/documents/${id}`
    expect((await department.patch(url, { visibility: 'cluster' })).statusCode).toBe(428)
    expect((await department.patch(url, { visibility: 'cluster' }, { 'if-match': '"v1"' })).statusCode).toBe(200)
    expect((await department.patch(url, { visibility: 'organization' }, { 'if-match': '"v1"' })).statusCode).toBe(412)
    expect((await other.get(url)).statusCode).toBe(200)
    expect((await commitmentsOf(other, id)).length).toBeGreaterThan(0)
    expect((await other.patch(url, { title: '我的' }, { 'if-match': '"v2"' })).json()).toMatchObject({
      code: 'document_not_yours',
    })
  })
})

const plans = join(import.meta.dirname, '../../../shared/plans')
describe.skipIf(!existsSync(plans))('real plans', () => {
  test('[PLAN-6] 000 is chapters seven to nine of 002', async () => {
    const office = await server.as('office')
    const fileOf = (number: string) => {
      const name = readdirSync(plans).find((file) => file.startsWith(number)) ?? ''
      return { name, content: readFileSync(join(plans, name)) }
    }
    const [whole, part] = await upload(office, [fileOf('002'), fileOf('000')])
    expect(part?.relations).toMatchObject([{ kind: 'part_of', document: { id: whole?.document?.id } }])
    expect(part?.relations?.[0]?.provisions.map(({ address }) => address)).toEqual(['第七章', '第八章', '第九章'])
  }, 60_000)
})
