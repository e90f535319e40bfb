import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlignedLink, DocumentAlignment } from '../../../../src/alignment/schemas.ts'
import { documentAlignmentQuery } from '../api.ts'
import './carried.css'

type Item = DocumentAlignment['items'][number]

const Carried = createContext<ReadonlyMap<string, Item>>(new Map())

/** Knows, for the pages of one document, what carries each provision out and what it carries out. */
export function CarriedProvider({ documentId, children }: { documentId: string; children: ReactNode }) {
  const { data } = useQuery(documentAlignmentQuery(documentId))
  const items = useMemo(() => new Map(data?.items.map((item) => [item.address, item])), [data])
  return <Carried value={items}>{children}</Carried>
}

/** Under the heading of a provision: carried out by …, carries out …; each leads to both texts side by side. */
export function CarriedLines({ address }: { address: string }) {
  const { t } = useTranslation()
  const item = useContext(Carried).get(address)
  if (!item) return null
  return (
    <aside className="carried no-print" aria-label={t('alignment.title')}>
      {byDocument(item.carriedOutBy).map((links) => (
        <Line key={links[0]?.alignmentId} links={links} says="one" />
      ))}
      {byDocument(item.carriesOut).map((links) => (
        <Line key={links[0]?.alignmentId} links={links} says="oneUp" />
      ))}
    </aside>
  )
}

function Line({ links, says }: { links: readonly AlignedLink[]; says: 'one' | 'oneUp' }) {
  const { t } = useTranslation()
  const [first] = links
  if (!first) return null
  const vouched = links.some(({ state }) => state !== 'proposed')
  return (
    <span className={`carried-line ${says === 'one' ? 'down' : 'up'}${vouched ? ' vouched' : ''}`}>
      <Link
        to="/alignments/$alignmentId"
        params={{ alignmentId: first.alignmentId }}
        search={{ at: first.upper }}
        title={t(`alignment.tie.states.${first.state}`)}
      >
        {t(`alignment.reader.${says}`, { title: first.document.title })}
        <b>{first.title}</b>
      </Link>
      {links.length > 1 && <small>{t('alignment.reader.more', { count: links.length - 1 })}</small>}
    </span>
  )
}

const byDocument = (links: readonly AlignedLink[]) => [...Map.groupBy(links, ({ alignmentId }) => alignmentId).values()]
