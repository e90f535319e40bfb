import { getRouteApi } from '@tanstack/react-router'
import { Drawer } from 'antd'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, DocumentDetail, DocumentText } from '../../../../src/plan/schemas.ts'
import { useMay } from '../../access/session.ts'
import { CarriedProvider } from '../../alignment/reader/CarriedLines.tsx'
import { useWide } from '../../shell/useWide.ts'
import { WithdrawnNotice } from '../documents/WithdrawnNotice.tsx'
import { CommitmentPane } from './CommitmentPane.tsx'
import { FindingsDrawer } from './FindingsDrawer.tsx'
import { commitmentUnder, Leaf, useSource } from './Leaf.tsx'
import { MarkCard } from './MarkCard.tsx'
import { OutlineTree } from './OutlineTree.tsx'
import { waitingBelow } from './outline.ts'
import { chunksOf, piecesOf } from './pieces.ts'
import { ReaderHead } from './ReaderHead.tsx'
import type { PageView } from './ReaderMenu.tsx'
import { SpanPicker } from './SpanPicker.tsx'
import { useChunks } from './useChunks.ts'
import { beginOf, usePlace } from './usePlace.ts'
import { useChosen, useLight, useReading } from './useReading.ts'
import { useSpanPick } from './useSpanPick.ts'

const route = getRouteApi('/documents/$documentId')

interface ReaderProps {
  facts: DocumentDetail
  text: DocumentText
  commitments: readonly Commitment[]
}

export function Reader({ facts, text, commitments }: ReaderProps) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const wide = useWide()
  const root = useRef<HTMLDivElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<PageView>({ asPrinted: false, furniture: false })
  const [drawer, setDrawer] = useState<'outline' | 'commitments' | 'findings'>()
  const mayConfirm = useMay('plan.confirm') && facts.mayConfirm

  const chunks = useMemo(() => chunksOf(piecesOf(text)), [text])
  const [begin] = useState(() => beginOf(search, text.provisions, commitments))
  const { set, ensure } = useChunks(chunks, begin)
  const source = useSource(text, commitments, view.asPrinted)
  const waiting = useMemo(() => waitingBelow(text.provisions, commitments), [text, commitments])
  const reading = useReading(page)
  const { chosen, goTo, choose, isHeld } = usePlace(page, text.provisions, commitments, ensure)
  const light = useLight(root)
  useChosen(root, chosen, source)

  const goFromOutline = useCallback(
    (address: string) => {
      setDrawer(undefined)
      goTo(address)
    },
    [goTo],
  )
  const commitmentAt = (event: React.MouseEvent) => commitmentUnder(event, text)
  const { picking, pick } = useSpanPick((item) => {
    setDrawer(undefined)
    choose(item.id)
  })
  const onPageClick = (event: React.MouseEvent) => {
    if (picking) return
    const id = commitmentAt(event)
    if (!id || !window.getSelection()?.isCollapsed) return
    choose(id)
    if (!wide) setDrawer('commitments')
  }

  const outline = (
    <OutlineTree provisions={text.provisions} waiting={waiting} current={reading.provision} onGo={goFromOutline} />
  )
  const pane = (
    <CommitmentPane
      documentId={facts.id}
      items={commitments}
      provisions={text.provisions}
      chosen={chosen}
      reading={reading}
      held={isHeld}
      mayConfirm={mayConfirm}
      version={text.version}
      onPick={pick}
      onChoose={choose}
      onHover={light}
      onGo={goTo}
    />
  )
  return (
    <div className={`reader${view.furniture ? ' with-furniture' : ''}${picking ? ' picking' : ''}`} ref={root}>
      <ReaderHead
        facts={facts}
        text={text}
        view={view}
        onView={setView}
        onFindings={() => setDrawer('findings')}
        onDrawer={wide ? undefined : setDrawer}
        waiting={commitments.filter(({ state, current }) => state === 'extracted' && current).length}
      />
      <WithdrawnNotice facts={facts} />
      <div className="reader-body">
        {wide && <aside className="reader-outline no-print">{outline}</aside>}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same choice is J, K and Enter, and the list beside */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
        <div
          className="book"
          ref={page}
          onClick={onPageClick}
          onMouseOver={(event) => light(commitmentAt(event))}
          onFocus={() => undefined}
          onMouseLeave={() => light(undefined)}
        >
          <CarriedProvider documentId={facts.id}>
            <Leaf title={facts.title} chunks={chunks} set={set} source={source} />
          </CarriedProvider>
        </div>
        {wide && (
          <aside className="reader-commitments" inert={picking !== undefined}>
            {pane}
          </aside>
        )}
      </div>
      {picking && <SpanPicker page={page} text={text.text} id={picking.id} onPicked={picking.done} />}
      {!picking && <MarkCard page={page} text={text} />}
      <FindingsDrawer
        text={text}
        open={drawer === 'findings'}
        onClose={() => setDrawer(undefined)}
        onGo={goFromOutline}
      />
      {!wide && (
        <>
          <Drawer
            open={drawer === 'outline'}
            onClose={() => setDrawer(undefined)}
            title={t('reader.outline')}
            placement="left"
            size="86vw"
            classNames={{ body: 'reader-drawer' }}
          >
            {outline}
          </Drawer>
          <Drawer
            open={drawer === 'commitments'}
            onClose={() => setDrawer(undefined)}
            title={t('reader.commitments')}
            placement="bottom"
            size="72vh"
            forceRender
            classNames={{ body: 'reader-drawer' }}
          >
            {pane}
          </Drawer>
        </>
      )}
    </div>
  )
}
