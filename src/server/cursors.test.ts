import { expect, test } from 'vitest'
import { withServer } from '../../test/support/server.ts'

const server = withServer()
const ID = 'b7e23ec2-9af2-4b0f-8b1a-0c5f6a1d2e3f'
const packed = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')

/** Of each list its name, and what a cursor of it could never hold. */
test.each([
  ['alignments', 'office', '/alignments'],
  ['audit', 'administrator', '/audit'],
  ['conflicts', 'office', '/blueprint/conflicts'],
  ['commitments', 'office', '/commitments'],
  ['differences', 'office', '/blueprint/difference?from=2026-01-01&to=2026-02-01'],
  ['documents', 'office', '/documents'],
  ['escalations', 'office', '/escalations'],
  ['features', 'office', `/blueprint/layers/${ID}/features`],
  ['indicators', 'office', '/indicators'],
  ['inspections', 'office', '/inspections'],
  ['jurisdictions', 'office', '/jurisdictions'],
  ['layer-revisions', 'office', `/blueprint/layers/${ID}/revisions`],
  ['layers', 'office', '/blueprint/layers'],
  ['meetings', 'office', '/meetings'],
  ['notices', 'office', '/notices'],
  ['obligations', 'office', '/obligations'],
  ['ogc-items', 'office', `/ogc/collections/${ID}/items`],
  ['organizations', 'office', '/organizations'],
  ['project-requests', 'office', '/project-requests'],
  ['projects', 'office', '/projects'],
  ['search', 'office', '/search?q=港'],
  ['supervision-notices', 'office', '/supervision-notices'],
  ['tasks', 'office', '/tasks'],
  ['users', 'administrator', '/users'],
] as const)('[PLAT-54] the list %s takes its own cursors only', async (list, person, path) => {
  const browser = await server.as(person)
  const at = `${path.startsWith('/ogc/') ? '' : '/api/v1'}${path}${path.includes('?') ? '&' : '?'}cursor=`
  const values = [
    [ID],
    ['now', ID],
    ['Infinity', ID],
    [null, null],
    ['2026-99-99', 'x'],
    [{}],
    ['a', 'b', 'c', 'd', 'e'],
  ]
  const cursors = ['x', packed([1]), `other.${packed([1])}`, ...values.map((one) => `${list}.${packed(one)}`)]
  for (const cursor of cursors) {
    // What sorts by texts takes any.
    if (['users', 'jurisdictions', 'projects'].includes(list) && cursor.startsWith(`${list}.`)) continue
    const reply = await browser.get(at + cursor)
    expect([cursor, reply.statusCode, reply.json().code]).toEqual([cursor, 400, 'cursor_invalid'])
  }
})

test.each(['organizations', 'commitments', 'jurisdictions'])(
  '[PLAT-56] what is looked for in %s.csv holds no U+0000: it is refused, and no file breaks off',
  async (list) => {
    const reply = await (await server.as('office')).get(`/api/v1/${list}.csv?q=%00`)
    expect([reply.statusCode, reply.json()]).toMatchObject([400, { code: 'text_unclean', facts: { field: 'q' } }])
  },
)
