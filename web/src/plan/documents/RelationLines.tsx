import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Relation } from '../../../../src/plan/schemas.ts'
import { comma } from '../../shell/punctuation.ts'

/** How this document stands to others, said in words: contains, is part of, overlaps, replaces. */
export function RelationLines({ relations, brief = false }: { relations: readonly Relation[]; brief?: boolean }) {
  const { t } = useTranslation()
  if (relations.length === 0) return null
  return (
    <ul className="relations">
      {relations.map(({ kind, document, share, provisions }) => (
        <li key={kind + document.id}>
          {t(`relations.${kind}.before`)}
          <Link
            to="/documents/$documentId"
            params={{ documentId: document.id }}
            {...(kind === 'part_of' && provisions[0] ? { search: { at: provisions[0].address } } : {})}
          >
            《{document.title.replace(/^《|》$/gu, '')}》
          </Link>
          {t(`relations.${kind}.after`)}
          {provisions.length > 0 && !brief && (
            <span> {t('relations.provisions', { labels: provisions.map(({ label }) => label).join(comma()) })}</span>
          )}
          {share < 0.995 && kind !== 'supersedes' && kind !== 'superseded_by' && (
            <span> {t('relations.share', { percent: Math.round(share * 100) })}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
