import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { App } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tie, AlignmentView as View } from '../../../../src/alignment/schemas.ts'
import { KeysHelp } from '../../shell/KeysHelp.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useWide } from '../../shell/useWide.ts'
import { evidenceQuery } from '../api.ts'
import { AddTieDialog } from './AddTieDialog.tsx'
import { FilterBar } from './FilterBar.tsx'
import { FootKeys } from './FootKeys.tsx'
import { type Command, commands, keysOf } from './keyboard.ts'
import { isGap, isWaiting, modelOf } from './model.ts'
import { SideBySide } from './SideBySide.tsx'
import { Stack } from './Stack.tsx'
import type { TieAct } from './TieParts.tsx'
import { useSay } from './useSay.ts'
import { useViewKeys } from './useViewKeys.ts'
import { useWalk } from './useWalk.ts'
import { VerdictDialog } from './VerdictDialog.tsx'
import { ViewHead } from './ViewHead.tsx'

/** What the pieces of the view share. */
export interface Work {
  view: View
  model: ReturnType<typeof modelOf>
  walk: ReturnType<typeof useWalk>
  evidence: ReadonlyMap<string, NonNullable<ReturnType<typeof evidenceOf>>>
  saving: ReadonlySet<string>
  lit: number | undefined
  onLit: (evidence: number | undefined) => void
  onTie: (act: TieAct, tie: Tie) => void
  onAdd: () => void
  onVerdict: () => void
}

const route = getRouteApi('/alignments/$alignmentId')

/** How many of the nearest lower provisions are shown of a gap. */
const MOST_CANDIDATES = 3

/** Where nothing is left that carries a provision out: what is nearest to it, to be looked at and perhaps added. */
function candidatesOf(model: Work['model'], at: string | undefined, known: ReturnType<typeof useEvidence>['data']) {
  const row = at === undefined ? undefined : model.byAddress.get(at)
  if (!row || !known || known.address !== at) return nothing
  if (row.verdict.kind === 'not_applicable' || row.ties.some(({ state }) => state !== 'rejected')) return nothing
  const drawn = new Set(row.ties.map(({ id }) => id))
  return known.ties.filter(({ id }) => !drawn.has(id)).slice(0, MOST_CANDIDATES)
}
const nothing: readonly Tie[] = []

const evidenceOf = (ties: ReturnType<typeof useEvidence>['data']) => ties?.ties[0]
const useEvidence = (id: string, address: string | undefined) => useQuery(evidenceQuery(id, address))

/** Both documents side by side with the ties between them, walked and judged by pointer and by key. */
export function AlignmentView({ view }: { view: View }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const wide = useWide()
  const upperFrame = useRef<HTMLDivElement>(null)
  const lowerFrame = useRef<HTMLDivElement>(null)
  const model = useMemo(() => modelOf(view), [view])
  const { at } = route.useSearch()
  const known = useEvidence(view.id, at !== undefined && model.byAddress.has(at) ? at : undefined)
  const candidates = useMemo(() => candidatesOf(model, at, known.data), [model, at, known.data])
  const walk = useWalk(model, { upper: upperFrame, lower: lowerFrame }, candidates)
  const { row, tie } = walk
  const say = useSay(view)
  const [dialog, setDialog] = useState<'add' | 'verdict' | 'keys'>()
  const [lit, setLit] = useState<number>()
  const evidence = useMemo(() => new Map(known.data?.ties.map((one) => [one.id, one])), [known.data])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is lit belongs to the tie that was in focus
  useEffect(() => setLit(undefined), [tie?.id])

  const mayReview = view.mayReview
  const doing = useRef<(act: TieAct, on: Tie) => void>(() => undefined)
  doing.current = (act, on) => {
    if (!mayReview) return void message.info(t('alignment.tie.readOnly'))
    walk.setTie(on.id)
    void say.sayTie(act, on)
  }
  const onTie = useCallback((act: TieAct, on: Tie) => doing.current(act, on), [])
  const openAdd = useCallback(() => setDialog('add'), [])
  const openVerdict = useCallback(() => setDialog('verdict'), [])

  useViewKeys((command: Command) => {
    if (command === 'next') walk.go(1)
    else if (command === 'previous') walk.go(-1)
    else if (command === 'nextGap') walk.go(1, isGap, true) || isGapHere() || say0('noGap')
    else if (command === 'nextUnreviewed') walk.go(1, isWaiting, true) || say0('allReviewed')
    else if (command === 'nextTie') walk.goTie(1)
    else if (command === 'previousTie') walk.goTie(-1)
    else if (command === 'help') setDialog('keys')
    else if (command === 'leave') walk.choose(undefined)
    else if (!mayReview) say0('readOnly')
    else if (command === 'undo') void say.undo().then((place) => place && walk.choose(place.upper, place.tie))
    else if (!row) say0('chooseFirst')
    else if (command === 'add') setDialog('add')
    else if (command === 'verdict') setDialog('verdict')
    else if (!tie) say0('noTie')
    else onTie(command, tie)
  })
  const say0 = (words: 'noGap' | 'allReviewed' | 'readOnly' | 'chooseFirst' | 'noTie') =>
    void message.info(t(`alignment.tie.${words}`))
  const isGapHere = () => row !== undefined && isGap(row)

  const work: Work = {
    ...{ view, model, walk, evidence, lit, onTie },
    saving: say.saving,
    onLit: setLit,
    onAdd: openAdd,
    onVerdict: openVerdict,
  }
  const close = () => setDialog(undefined)
  return (
    <div className="align">
      <ViewHead view={view} onKeys={() => setDialog('keys')} />
      <FilterBar view={view} rows={model.rows} show={walk.show} onShow={walk.filter} />
      {known.isError && (
        <div className="align-failed">
          <ProblemNotice problem={known.error} onRetry={() => void known.refetch()} />
        </div>
      )}
      {wide ? <SideBySide work={work} upperFrame={upperFrame} lowerFrame={lowerFrame} /> : <Stack work={work} />}
      {wide && <FootKeys mayReview={mayReview} />}
      <KeysHelp
        open={dialog === 'keys'}
        rows={commands.map((command) => ({ says: t(`alignment.keys.${command}`), keys: keysOf[command] }))}
        onClose={close}
      />
      {dialog === 'add' && row && (
        <AddTieDialog
          row={row}
          lower={model.lower}
          likely={known.data?.ties.filter(({ shown }) => !shown).map(({ lower }) => lower) ?? []}
          busy={say.saving.has(`add ${row.address}`)}
          onAdd={(lower) =>
            void say.add(row, lower).then((added) => {
              if (!added) return
              close()
              walk.setTie(added.id)
            })
          }
          onClose={close}
        />
      )}
      {dialog === 'verdict' && row && (
        <VerdictDialog
          row={row}
          busy={say.saving.has(row.address)}
          onSave={(body) => void say.judge(row.address, body).then((done) => done && close())}
          onClose={close}
        />
      )}
    </div>
  )
}
