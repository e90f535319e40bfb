import { expect, test } from 'vitest'
import { type PersonName, withServer } from '../../../test/support/index.ts'
import {
  bindTestYears,
  monthsMeeting,
  openStatement,
  placePeople,
  sectionYear,
  sent,
  signedAgreement,
} from '../stage.testing.ts'
import type { StatementDetail, StatementFile } from './schemas.ts'

const server = withServer({ prepare: placePeople })
const PDF = '%PDF-1.7 4月样品运输记录'

async function anOpenStatement(): Promise<StatementDetail> {
  bindTestYears().set('山角 2018', sectionYear('山角', 2018, monthsMeeting(9)))
  const { id } = await signedAgreement(server.as)
  return openStatement(server.as, id, { preparer: 'department' })
}

async function give(person: PersonName, statementId: string, name = '运输记录.pdf', bytes = PDF) {
  const form = new FormData()
  form.append('file', new Blob([bytes]), name)
  const url = `/api/v1/statements/${statementId}/files`
  return (await server.as(person)).request({ method: 'POST', url, payload: form as unknown as string })
}
const object = async (person: PersonName, statementId: string, file: string) =>
  (await server.as(person)).post(`/api/v1/statements/${statementId}/objections`, {
    ...{ line: 1, grounds: '4月样品运输超时', evidence: [{ kind: 'file', id: file, words: '运输记录.pdf' }] },
  })
const read = async (person: PersonName, file: string) =>
  (await server.as(person)).get(`/api/v1/statement-files/${file}`)

test('[SET-58] a file is its giver’s alone until an objection names it; who reads the objection reads it then', async () => {
  const statement = await anOpenStatement()
  const file = await sent<StatementFile>(give('otherDepartment', statement.id))
  expect(file).toMatchObject({ name: '运输记录.pdf', mediaType: 'application/pdf' })
  const seenBy = async () =>
    Object.fromEntries(
      await Promise.all(
        (['otherDepartment', 'department', 'office', 'city'] as const).map(
          async (person) => [person, (await read(person, file.id)).statusCode] as const,
        ),
      ),
    )
  expect(await seenBy()).toEqual({ otherDepartment: 200, department: 404, office: 404, city: 404 })
  const objected = (await object('otherDepartment', statement.id, file.id)).json<StatementDetail>()
  expect(objected.objections[0]?.evidence).toEqual([{ kind: 'file', id: file.id, words: '运输记录.pdf' }])
  expect(await seenBy()).toEqual({ otherDepartment: 200, department: 200, office: 200, city: 404 })
  const reply = await read('department', file.id)
  expect([reply.body, reply.headers['content-type'], reply.headers['x-content-type-options']]).toEqual([
    PDF,
    'application/pdf',
    'nosniff',
  ])
  expect(reply.headers['content-disposition']).toContain('attachment')
})

test('[SET-58] nobody names a file of another, of another statement, or one that is not there', async () => {
  const [statement, another] = [await anOpenStatement(), await anOpenStatement()]
  const own = await sent<StatementFile>(give('otherDepartment', another.id))
  const others = await sent<StatementFile>(give('department', statement.id))
  for (const id of [own.id, others.id, '0f000000-0000-4000-8000-000000000009', 'x'])
    expect((await object('otherDepartment', statement.id, id)).json()).toMatchObject({ code: 'statement_file_unknown' })
})

test('[SET-58] only a party gives files, while the statement is open, and what they are is what their names say', async () => {
  const statement = await anOpenStatement()
  const refused = async (...given: Parameters<typeof give>) => {
    const reply = await give(...given)
    return [reply.statusCode, reply.json().code]
  }
  expect(await refused('city', statement.id)).toEqual([404, 'statement_not_found'])
  expect(await refused('office', statement.id)).toEqual([403, 'permission_missing'])
  expect(await refused('department', statement.id, '说明.pdf', '<html>')).toEqual([422, 'statement_file_kind'])
  expect(await refused('department', statement.id, '说明.exe', 'MZ')).toEqual([422, 'statement_file_kind'])
  expect(await refused('department', statement.id, '空.pdf', '')).toEqual([422, 'statement_file_missing'])
  for (let given = 0; given < 20; given++) await sent(give('department', statement.id))
  expect(await refused('department', statement.id)).toEqual([409, 'statement_files_enough'])
  await sent((await server.as('department')).post(`/api/v1/statements/${statement.id}/withdraw`, { reason: '更正' }))
  expect(await refused('department', statement.id)).toEqual([409, 'statement_state_unfit'])
})
