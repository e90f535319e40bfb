import { getRouteApi } from '@tanstack/react-router'
import { Drawer, Grid } from 'antd'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Commitment, DocumentDetail, DocumentText } from '../../../../src/plan/schemas.ts'
import { useMay } from '../../access/session.ts'
import { CommitmentPane } from './CommitmentPane.tsx'
import { MarkCard } from './MarkCard.tsx'
import { pageMarks } from './marks.ts'
import { OutlineTree } from './OutlineTree.tsx'
import { waitingBelow } from './outline.ts'
import { ChunkText, type PageSource } from './PageText.tsx'
import { chunksOf, piecesOf } from './pieces.ts'
import { ReaderHead } from './ReaderHead.tsx'
import { scrollToPart, useLit, useReading } from './useReading.ts'

const route = getRouteApi('/documents/$documentId')

export function Reader({
  facts,
  text,
  commitments,
}: {
  facts: DocumentDetail
  text: DocumentText
  commitments: readonly Commitment[]
}) {
  const { t } = useTranslation()
  const { at, c: chosen } = route.useSearch()
  const navigate = route.useNavigate()
  const wide = Grid.useBreakpoint().lg !== false
  const root = useRef<HTMLDivElement>(null)
  const page = useRef<HTMLDivElement>(null)
  const held = useRef(0)
  const [asPrinted, setAsPrinted] = useState(false)
  const [furniture, setFurniture] = useState(false)
  const [drawer, setDrawer] = useState<'outline' | 'commitments'>()
  const [hovered, setHovered] = useState<string>()
  const mayConfirm = useMay('plan.confirm') && facts.mayConfirm

  const chunks = useMemo(() => chunksOf(piecesOf(text)), [text])
  const source = useMemo<PageSource>(
    () => ({
      text: text.text,
      marks: pageMarks(text, commitments),
      states: new Map(commitments.map(({ id, state }) => [id, state])),
      asPrinted,
    }),
    [text, commitments, asPrinted],
  )
  const waiting = useMemo(() => waitingBelow(text.provisions, commitments), [text, commitments])
  const reading = useReading(page, true)
  useLit(root, hovered, 'lit', source)
  useLit(root, chosen, 'chosen', source)

  const hold = useCallback(() => {
    held.current = performance.now() + 700
  }, [])
  const goTo = useCallback(
    (address: string) => {
      setDrawer(undefined)
      scrollToPart(
        page.current,
        `[data-heading][data-provision="${CSS.escape(address)}"], [data-provision="${CSS.escape(address)}"]`,
      )
      void navigate({ search: { at: address }, replace: true, resetScroll: false })
    },
    [navigate],
  )
  const choose = useCallback(
    (id: string | undefined) => {
      hold()
      const item = commitments.find((one) => one.id === id)
      void navigate({
        search: item ? { at: item.provision.address, c: item.id } : (now) => (now.at ? { at: now.at } : {}),
        replace: true,
        resetScroll: false,
      })
      if (item) scrollToPart(page.current, `span[data-c~="${item.id}"]`, 'nearest')
    },
    [commitments, navigate, hold],
  )

  // The address that was opened says where to begin; later changes of it come from moving about here.
  const opened = useRef(false)
  useEffect(() => {
    if (opened.current) return
    opened.current = true
    hold()
    if (chosen && scrollToPart(page.current, `span[data-c~="${CSS.escape(chosen)}"]`, 'nearest')) return
    if (at) scrollToPart(page.current, `[data-provision="${CSS.escape(at)}"]`)
  }, [at, chosen, hold])

  /** The commitment that a place of the page stands for: the one whose own words they are, else the widest there. */
  const commitmentAt = (event: React.MouseEvent): string | undefined => {
    const part = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-c]') : null
    const ids = part?.dataset.c?.split(' ') ?? []
    const [layer, key] = part?.dataset.about?.split(':') ?? []
    const named = layer === 'mention' ? text.mentions[Number(key)]?.commitmentId : undefined
    return named && ids.includes(named) ? named : ids[0]
  }
  const onPageClick = (event: React.MouseEvent) => {
    const id = commitmentAt(event)
    if (!id || !window.getSelection()?.isCollapsed) return
    choose(id)
    if (!wide) setDrawer('commitments')
  }
  const onPageOver = (event: React.MouseEvent) => setHovered(commitmentAt(event))

  const outline = <OutlineTree provisions={text.provisions} waiting={waiting} current={reading.provision} onGo={goTo} />
  const pane = (
    <CommitmentPane
      documentId={facts.id}
      items={commitments}
      provisions={text.provisions}
      chosen={chosen}
      reading={reading}
      held={() => performance.now() < held.current}
      mayConfirm={mayConfirm}
      onChoose={choose}
      onHover={setHovered}
      onGo={goTo}
    />
  )
  return (
    <div className={`reader${furniture ? ' with-furniture' : ''}`} ref={root}>
      <ReaderHead
        facts={facts}
        text={text}
        asPrinted={asPrinted}
        furniture={furniture}
        onAsPrinted={setAsPrinted}
        onFurniture={setFurniture}
        onDrawer={wide ? undefined : setDrawer}
        waiting={commitments.filter(({ state, current }) => state === 'extracted' && current).length}
      />
      <div className="reader-body">
        {wide && <aside className="reader-outline no-print">{outline}</aside>}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same choice is J, K and Enter, and the list beside */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: see above */}
        <div
          className="book"
          ref={page}
          onClick={onPageClick}
          onMouseOver={onPageOver}
          onFocus={() => undefined}
          onMouseLeave={() => setHovered(undefined)}
        >
          <article className="leaf" lang="zh-CN" aria-label={facts.title}>
            {chunks.map((chunk) => (
              <ChunkText key={chunk.key} chunk={chunk} source={source} />
            ))}
          </article>
        </div>
        {wide && <aside className="reader-commitments">{pane}</aside>}
      </div>
      <MarkCard page={page} text={text} />
      {!wide && (
        <>
          <Drawer
            open={drawer === 'outline'}
            onClose={() => setDrawer(undefined)}
            title={t('reader.outline')}
            placement="left"
            size="86vw"
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
            classNames={{ body: 'commitments-drawer' }}
          >
            {pane}
          </Drawer>
        </>
      )}
    </div>
  )
}
