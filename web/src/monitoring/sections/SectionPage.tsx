import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { AttestationSection } from '../attestation/AttestationSection.tsx'
import { SectionEditForm } from '../stations/EditForm.tsx'
import { TermForm } from '../stations/TermForm.tsx'
import { monthsQuery, sectionQuery } from './api.ts'
import { DerivationSection } from './DerivationSection.tsx'
import type { SectionSearch } from './filter.ts'
import { SectionHead } from './SectionHead.tsx'
import { YearGrid } from './YearGrid.tsx'
import { YearsTable } from './YearsTable.tsx'
import { yearsOf } from './year.ts'
import './sections.css'
import './section.css'

const ParameterChart = lazy(() => import('./ParameterChart.tsx').then((part) => ({ default: part.ParameterChart })))
const route = getRouteApi('/sections/$sectionId')

/** One section: what it is held to, its months and years, and why each has its class. */
export function SectionPage() {
  const { t } = useTranslation()
  const { sectionId } = useParams({ from: '/sections/$sectionId' })
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const section = useQuery(sectionQuery(sectionId))
  const months = useQuery(monthsQuery(sectionId))
  const mayAssess = useMay('assessment.read')
  const [open, setOpen] = useState<'edit' | 'term' | null>(null)
  const change = (part: { [Key in keyof SectionSearch]?: SectionSearch[Key] | undefined }) =>
    void navigate({
      search: (now) =>
        Object.fromEntries(Object.entries({ ...now, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
      resetScroll: false,
    })
  if (section.isPending || (months.isPending && mayAssess)) return <Loading />
  if (section.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={section.error} onRetry={() => void section.refetch()} />
      </div>
    )
  const one = section.data
  const all = months.data?.items ?? []
  const years = yearsOf(all)
  const asked = search.year ?? (search.month ? Number(search.month.slice(0, 4)) : undefined)
  const year = asked ?? years.at(-1)
  const assessment = search.assessment ?? all.find(({ begins }) => search.month && begins.startsWith(search.month))?.id
  return (
    <Page
      title={one.name}
      lede={
        <>
          {one.code} {one.isSample && <span className="badge extracted">{t('plan.sample')}</span>}
        </>
      }
      actions={
        one.mayEdit && (
          <>
            <Button onClick={() => setOpen('edit')}>{t('monitoring.stations.edit')}</Button>
            <Button onClick={() => setOpen('term')}>{t('monitoring.stations.newTerm')}</Button>
          </>
        )
      }
    >
      <SectionHead one={one} />
      {months.isError && <ProblemNotice problem={months.error} onRetry={() => void months.refetch()} />}
      {months.isSuccess && all.length === 0 && (
        <QuietState title={t('monitoring.sections.neverAssessed')}>
          {t(one.water === 'sea' ? 'monitoring.sections.seaNot' : 'monitoring.sections.neverAssessedTodo')}
        </QuietState>
      )}
      {all.length > 0 && year !== undefined && (
        <>
          <YearGrid
            months={all}
            years={years}
            year={year}
            month={search.month}
            onYear={(chosen) => change({ year: chosen, month: undefined, assessment: undefined })}
            onMonth={(month) => change({ month, year: undefined, assessment: undefined })}
          />
          {assessment !== undefined && (
            <DerivationSection
              key={assessment}
              id={assessment}
              onOpen={(id) => change({ assessment: id })}
              onClose={() => change({ month: undefined, assessment: undefined, year })}
            />
          )}
          <Suspense fallback={<div className="mon-chart" />}>
            <ParameterChart
              section={one}
              parameter={search.parameter}
              suggested={all.findLast(({ exceeding }) => exceeding.length > 0)?.exceeding[0]?.code}
              onParameter={(parameter) => change({ parameter })}
              onMonth={(month) => change({ month, year: undefined, assessment: undefined })}
            />
          </Suspense>
          <YearsTable sectionId={one.id} onAssessment={(id) => change({ assessment: id, month: undefined })} />
        </>
      )}
      <AttestationSection section={one} />
      <SectionEditForm open={open === 'edit'} section={one} onClose={() => setOpen(null)} />
      <TermForm open={open === 'term'} section={one} onClose={() => setOpen(null)} />
    </Page>
  )
}
