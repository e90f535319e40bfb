import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Drawer, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlignmentMatrix } from '../../../../src/alignment/schemas.ts'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { matrixFile, matrixQuery, uppersQuery } from '../api.ts'
import { Gaps } from './Gaps.tsx'
import { MatrixTable } from './MatrixTable.tsx'
import { cellOf, type MatrixSearch } from './search.ts'
import '../verdicts.css'
import './matrix.css'

/** 落实情况一览: chapters of an upper document by what carries them out. */
export function MatrixPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/alignment-matrix' })
  const navigate = useNavigate({ from: '/alignment-matrix' })
  const mayExport = useMay('register.export')
  const aligned = useQuery(uppersQuery)
  const uppers = aligned.data ?? []
  const upper = search.upper ?? uppers[0]?.[0]
  const by: 'document' | 'jurisdiction' = search.columns ? 'jurisdiction' : 'document'
  const query = upper === undefined ? undefined : { upperId: upper, by }
  const matrix = useQuery(matrixQuery(query))
  const choose = (change: { [Key in keyof MatrixSearch]: MatrixSearch[Key] | undefined }) =>
    void navigate({
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
        ) as MatrixSearch,
      replace: true,
    })
  const open = matrix.data && openCell(matrix.data, search.cell)
  return (
    <Page
      title={t('alignment.matrix.title')}
      lede={t('alignment.matrix.lede')}
      actions={
        query &&
        matrix.data && (
          <>
            {mayExport && <Button href={matrixFile(query)}>{t('alignment.matrix.export')}</Button>}
            <Link to="/alignments">
              <Button>{t('alignment.view.toList')}</Button>
            </Link>
          </>
        )
      }
    >
      {aligned.isError ? (
        <ProblemNotice problem={aligned.error} onRetry={() => void aligned.refetch()} />
      ) : aligned.isPending ? (
        <Loading />
      ) : upper === undefined ? (
        <QuietState
          title={t('alignment.matrix.none')}
          action={<Link to="/alignments">{t('alignment.view.toList')}</Link>}
        >
          {t('alignment.matrix.noneTodo')}
        </QuietState>
      ) : (
        <>
          <div className="matrix-choice no-print">
            <Select
              aria-label={t('alignment.matrix.upper')}
              value={upper}
              popupMatchSelectWidth={false}
              onChange={(id) => choose({ upper: id, cell: undefined })}
              options={uppers.map(([value, label]) => ({ value, label }))}
            />
            <Segmented
              value={by}
              onChange={(value) =>
                choose({ columns: value === 'jurisdiction' ? 'jurisdictions' : undefined, cell: undefined })
              }
              options={(['document', 'jurisdiction'] as const).map((value) => ({
                value,
                label: t(`alignment.matrix.by.${value}`),
              }))}
            />
          </div>
          <p className="matrix-how">{t('alignment.matrix.how')}</p>
          {matrix.isPending && <Loading />}
          {matrix.isError && <ProblemNotice problem={matrix.error} onRetry={() => void matrix.refetch()} />}
          {matrix.data && <MatrixTable matrix={matrix.data} open={search.cell} onOpen={(cell) => choose({ cell })} />}
        </>
      )}
      <Drawer
        open={open !== null && open !== undefined}
        onClose={() => choose({ cell: undefined })}
        size={Math.min(560, window.innerWidth)}
        title={open && t('alignment.matrix.gapsTitle', { chapter: open.row, column: open.column })}
      >
        {open && <Gaps gaps={open.gaps} columns={matrix.data?.columns ?? []} />}
      </Drawer>
    </Page>
  )
}

function openCell({ rows, columns }: AlignmentMatrix, cell: string | undefined) {
  const at = cellOf(cell)
  const row = at && rows[at.row]
  const column = at && columns[at.column]
  const found = at && row?.cells[at.column]
  return row && column && found ? { row: row.title, column: column.label, gaps: found.gaps } : null
}
