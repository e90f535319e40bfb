import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AlignmentMatrix } from '../../../../src/alignment/schemas.ts'
import { QuietState } from '../../shell/states.tsx'
import { VerdictSign } from '../VerdictMark.tsx'

/** The gaps behind a cell, each leading to its place in the comparison. */
export function Gaps(props: { gaps: AlignmentMatrix['totals'][number]['gaps']; columns: AlignmentMatrix['columns'] }) {
  const { t } = useTranslation()
  if (props.gaps.length === 0)
    return <QuietState title={t('alignment.matrix.noGaps')}>{t('alignment.matrix.noGapsLede')}</QuietState>
  return (
    <ul className="matrix-gap-list">
      {props.gaps.map(({ alignmentId, address, title, begins }) => (
        <li key={alignmentId + address}>
          <Link
            to="/alignments/$alignmentId"
            params={{ alignmentId }}
            search={{ at: address, show: 'not_found' }}
            className="of-not_found"
          >
            <VerdictSign verdict="not_found" />
            <b>{title}</b>
            <span lang="zh-CN">{begins}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
