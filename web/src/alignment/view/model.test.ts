import { expect, test } from 'vitest'
import type {
  AlignmentView,
  Tie,
  TieChanged,
  UpperProvision,
  VerdictChanged,
} from '../../../../src/alignment/schemas.ts'
import { groupsOf, inOrder, isShown, isWaiting, modelOf, ownText, withChanged } from './model.ts'
import { readViewSearch } from './search.ts'

const provision = (address: string, kind: UpperProvision['verdict']['kind']): UpperProvision => ({
  ...{ address, position: 0, title: address, path: [], span: [0, 10], text: `${address}。正文`, revision: 1 },
  verdict: {
    ...{ kind, reason: null, share: 0.5, by: null, at: null, note: null },
    machine: { kind, reason: 'covers_some' },
  },
})
const tie = (upper: string, lower: string, score: number, state: Tie['state'] = 'proposed') =>
  ({ id: `${upper}-${lower}`, upper, lower, score, state }) as Tie
const view = {
  upperProvisions: [provision('a', 'partly'), provision('b', 'not_found'), provision('c', 'not_applicable')],
  lowerProvisions: ['x', 'y', 'z'].map((address) => provision(address, 'partly')),
  ties: [tie('a', 'y', 3), tie('a', 'x', 9), tie('b', 'z', 5), tie('c', 'z', 5, 'rejected')],
} as unknown as AlignmentView
const model = modelOf(view)

test('each upper provision has its ties, best first; of a gap none is drawn', () => {
  expect(model.rows.map(({ ties }) => ties.map(({ id }) => id))).toEqual([['a-x', 'a-y'], ['b-z'], ['c-z']])
  expect(model.rows.map(({ drawn }) => drawn.length)).toEqual([1, 0, 0])
  expect([...model.gaps]).toEqual(['b'])
})

test('what no drawn tie reaches the lower document adds of its own', () => {
  expect([...model.own]).toEqual(['y', 'z'])
  expect(model.tiedTo.get('x')).toBe(1)
})

test('shown is what the address asks for', () => {
  const shown = (show: Parameters<typeof isShown>[1]) => model.rows.filter((row) => isShown(row, show))
  expect(shown(undefined)).toHaveLength(3)
  expect(shown('not_found').map(({ address }) => address)).toEqual(['b'])
  expect(shown('unreviewed').map(({ address }) => address)).toEqual(['a', 'b'])
  expect(readViewSearch({ at: '二/(一)', show: 'not_found', more: 1 })).toEqual({ at: '二/(一)', show: 'not_found' })
  expect(readViewSearch({ at: 1, show: 'other' })).toEqual({})
})

test('what is weakly carried out stands by itself, the weakest first; what a person judged is not weak', () => {
  const row = (address: string, share: number, more: object = {}) => {
    const one = provision(address, 'partly')
    return { ...one, verdict: { ...one.verdict, share, ...more } }
  }
  const { rows } = modelOf({
    ...view,
    upperProvisions: [
      row('a', 0.19),
      row('b', 0.2),
      row('c', 0.05),
      row('d', 0, { by: { userName: '覃明' } }),
      row('e', 0.1),
    ],
  } as AlignmentView)
  const weak = inOrder(
    rows.filter((one) => isShown(one, 'weak')),
    'weak',
  )
  expect(weak.map(({ address }) => address)).toEqual(['c', 'e', 'a'])
  expect(groupsOf(weak, 'weak', '由弱到强')).toMatchObject([{ title: '由弱到强', items: [{}, {}, {}] }])
  expect(groupsOf(rows, undefined, '')).toHaveLength(5)
})

test('the own text of a provision begins after its heading', () => {
  expect(ownText({ text: '1. 壮大物流业。推进钦州', title: '壮大物流业' })).toEqual({ from: 9, text: '推进钦州' })
  expect(ownText({ text: '推进钦州', title: '别的' })).toEqual({ from: 0, text: '推进钦州' })
  expect(ownText({ text: '只有标题', title: '只有标题' })).toEqual({ from: 0, text: '只有标题' })
})

test('what does not apply does not wait for anybody', () => {
  expect(model.rows.filter(isWaiting).map(({ address }) => address)).toEqual(['a', 'b'])
})

test('a change takes the place of what was; a tie drawn by hand and taken back is gone', () => {
  const said = (more: object) => ({ revision: 2, counts: {}, reviewed: {}, ...more })
  const tieSaid = (one: Tie) =>
    withChanged(view, said({ tie: one }) as TieChanged).ties.map(({ id, state }) => [id, state])
  expect(tieSaid(tie('a', 'x', 9, 'confirmed'))[1]).toEqual(['a-x', 'confirmed'])
  const byHand = { ...tie('b', 'x', 1, 'added'), byHand: true }
  expect(tieSaid(byHand).at(-1)).toEqual(['b-x', 'added'])
  expect(tieSaid({ ...byHand, state: 'proposed' })).toHaveLength(view.ties.length)
  const verdict = provision('b', 'partly').verdict
  const judged = withChanged(view, said({ address: 'b', verdict, provisionRevision: 2 }) as VerdictChanged)
  expect(judged.upperProvisions[1]).toMatchObject({ revision: 2, verdict: { kind: 'partly' } })
})
