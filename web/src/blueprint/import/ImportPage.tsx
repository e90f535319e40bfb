import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Alert, Button, Progress, Steps } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemFrom } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { layersQuery } from '../api.ts'
import { ApplyStep } from './ApplyStep.tsx'
import { importQuery } from './api.ts'
import { FieldStep } from './FieldStep.tsx'
import { FileStep } from './FileStep.tsx'
import { ProblemStep } from './ProblemStep.tsx'
import { SourceStep } from './SourceStep.tsx'
import '../blueprint.css'
import './import.css'

const route = getRouteApi('/blueprint/import')
const STEPS = ['file', 'source', 'fields', 'problems', 'apply'] as const

/** 导入图层, in steps: file, its layer and coordinate system, its fields, what is wrong with it, and where it goes. */
export function ImportPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [step, setStep] = useState(search.file ? 1 : 0)
  const read = useQuery(importQuery(search.file))
  const layers = useQuery(layersQuery())
  const upload = read.data
  const found = upload?.found ?? null
  const target = layers.data?.find(({ id }) => id === search.layer)
  const begun = (id: string) => {
    void navigate({ search: (now) => ({ ...now, file: id }), replace: true })
    setStep(1)
  }
  const meant = (layer: string) => void navigate({ search: (now) => ({ ...now, layer }), replace: true })
  return (
    <Page title={t('blueprint.import.title')} lede={t('blueprint.importing.lede')}>
      <Steps
        size="small"
        current={step}
        items={STEPS.map((name, place) => ({
          title: t(`blueprint.importing.steps.${name}`),
          disabled: place > 0 && upload?.state !== 'ready' && upload?.state !== 'applied',
        }))}
        onChange={setStep}
      />
      <div className="bp-import">
        {step === 0 && <FileStep kind={target?.kind} onSent={begun} />}
        {step > 0 && read.isError && <ProblemNotice problem={read.error} onRetry={() => void read.refetch()} />}
        {step > 0 && read.isPending && search.file && <Loading />}
        {step > 0 && upload?.state === 'reading' && (
          <div role="status">
            <p>{t('blueprint.importing.reading', { name: upload.fileName })}</p>
            {upload.progress && (
              <Progress percent={Math.round((upload.progress.done / Math.max(1, upload.progress.of)) * 100)} />
            )}
          </div>
        )}
        {step > 0 && upload?.problem && (
          <>
            <ProblemNotice problem={problemFrom(422, JSON.stringify(upload.problem))} />
            <Button onClick={() => setStep(0)}>{t('blueprint.importing.another')}</Button>
          </>
        )}
        {found && upload && upload.state !== 'reading' && (
          <>
            {step === 1 && <SourceStep key={upload.id} upload={upload} found={found} onNext={() => setStep(2)} />}
            {step === 2 && (
              <FieldStep {...{ upload, found, kind: target?.kind ?? upload.settings.kind }} onNext={() => setStep(3)} />
            )}
            {step === 3 && <ProblemStep {...{ upload, found }} onNext={() => setStep(4)} />}
            {step === 4 && (
              <ApplyStep {...{ upload, found, layers: layers.data ?? [], layer: search.layer }} onLayer={meant} />
            )}
          </>
        )}
        {upload?.state === 'applied' && step < 4 && (
          <Alert type="success" title={t('blueprint.importing.appliedAlready')} />
        )}
      </div>
    </Page>
  )
}
