import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  AlignmentView,
  Tie,
  TieChanged,
  UpperProvision,
  VerdictBody,
  VerdictChanged,
} from '../../../../src/alignment/schemas.ts'
import { useExplain } from '../../plan/reader/useExplain.tsx'
import { useUnderWay } from '../../shell/useUnderWay.ts'
import { addTie, alignmentKey, sayOfTie, setVerdict } from '../api.ts'
import { withChanged } from './model.ts'
import type { TieAct } from './TieParts.tsx'

/** What was said, so that it can be taken back. */
type Said =
  | { what: 'tie'; id: string; before: Tie['state'] }
  | { what: 'verdict'; address: string; before: UpperProvision['verdict'] }

const stateAfter = { confirm: 'confirmed', reject: 'rejected', undo: 'proposed' } as const

/** What a person says of an alignment: of its ties, of its verdicts; the last can be taken back in turn. */
export function useSay(view: AlignmentView) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set())
  const undoable = useRef<Said[]>([])
  const busy = useRef(new Set<string>())
  const { noted, settled } = useUnderWay()
  const key = alignmentKey(view.id)

  const reload = useCallback(async () => {
    await queries.invalidateQueries({ queryKey: alignmentKey(view.id) })
  }, [queries, view.id])
  const explain = useExplain(reload)
  const now = () => queries.getQueryData<AlignmentView>(key) ?? view

  const settle = async (changed: TieChanged | VerdictChanged) => {
    // What people say of ties may decide the verdict too: the whole is asked for once more, behind what is known.
    await queries.cancelQueries({ queryKey: key })
    queries.setQueryData<AlignmentView>(key, (old) => old && withChanged(old, changed))
    for (const other of [key, ['alignments'], ['alignment-matrix'], ['alignment-evidence']])
      void queries.invalidateQueries({ queryKey: other })
  }

  /** One change at a time of one thing; null where the server refused. */
  const save = async <Changed extends TieChanged | VerdictChanged>(
    id: string,
    change: () => Promise<Changed>,
    said: string,
    before?: (changed: Changed) => Said,
  ): Promise<Changed | null> => {
    if (busy.current.has(id)) return null
    const show = () => setSaving(new Set(busy.current))
    busy.current.add(id)
    show()
    try {
      const changed = await change()
      if (before) undoable.current.push(before(changed))
      await settle(changed)
      void message.success(said, 1.5)
      return changed
    } catch (error) {
      explain(error)
      return null
    } finally {
      busy.current.delete(id)
      show()
    }
  }

  const sayTie = async (act: TieAct, asked: Tie): Promise<boolean> => {
    const { id } = asked
    const tie = now().ties.find((one) => one.id === id) ?? asked
    if (tie.state === stateAfter[act]) return false
    const said = t(`alignment.tie.${act === 'confirm' ? 'confirmed' : act === 'reject' ? 'rejected' : 'taken'}`)
    const say = () => sayOfTie(view.id, id, { state: stateAfter[act] }, tie.revision)
    return (
      (await noted(save(id, say, said, ({ tie: { id: own } }) => ({ what: 'tie', id: own, before: tie.state })))) !==
      null
    )
  }

  const add = async (upper: Pick<UpperProvision, 'address' | 'revision'>, lower: string): Promise<Tie | null> => {
    const { address, revision } = upper
    const pair = { upper: address, lower }
    const tie = () => addTie(view.id, pair, revision)
    const before = ({ tie: { id } }: TieChanged): Said => ({ what: 'tie', id, before: 'proposed' })
    return (await noted(save(`add ${address}`, tie, t('alignment.tie.added'), before)))?.tie ?? null
  }

  const judge = async (address: string, body: VerdictBody): Promise<boolean> => {
    const provision = now().upperProvisions.find((one) => one.address === address)
    if (!provision) return false
    const { verdict, revision } = provision
    const said = t('alignment.tie.judged')
    const set = () => setVerdict(view.id, address, body, revision)
    return (await noted(save(address, set, said, () => ({ what: 'verdict', address, before: verdict })))) !== null
  }

  /** Takes the last thing said back; what it was about, so that the view can go there. */
  const undo = async (): Promise<{ upper: string; tie: string | undefined } | null> => {
    await settled()
    const last = undoable.current.pop()
    if (!last) {
      void message.info(t('alignment.tie.nothingToUndo'))
      return null
    }
    const undone = t('alignment.tie.undone')
    if (last.what === 'tie') {
      const tie = now().ties.find(({ id }) => id === last.id)
      if (!tie) return undo() // drawn by hand and already taken back: on to what was said before
      const state = last.before === 'added' ? 'confirmed' : last.before
      const changed = await save(tie.id, () => sayOfTie(view.id, tie.id, { state }, tie.revision), undone)
      return changed && { upper: tie.upper, tie: tie.id }
    }
    const { address, before } = last
    const provision = now().upperProvisions.find((one) => one.address === address)
    if (!provision) return null
    const body = before.by
      ? { verdict: before.kind, reason: before.note ?? undone }
      : { verdict: null, reason: t('alignment.verdict.backReason') }
    const changed = await save(address, () => setVerdict(view.id, address, body, provision.revision), undone)
    return changed && { upper: address, tie: undefined }
  }

  return { sayTie, add, judge, undo, saving }
}
