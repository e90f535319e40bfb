import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import type { ChangeView } from '../useView.ts'
import type { BlueprintSearch } from '../view.ts'
import { KeepForm } from './KeepForm.tsx'
import { KeptHead } from './KeptHead.tsx'
import { KeptList } from './KeptList.tsx'
import { ResultView } from './ResultView.tsx'
import { SiteForm } from './SiteForm.tsx'
import type { SitingState } from './useSiting.ts'
import './siting.css'

/** 选址核验: a site is chosen, checked, read beside the map, and kept. */
export function SitingPanel(props: {
  siting: SitingState
  view: BlueprintSearch
  change: ChangeView
  onShow: (box: readonly [number, number, number, number]) => void
}) {
  const { t } = useTranslation()
  const { siting, view, change, onShow } = props
  const mayCheck = useMay('siting.check')
  const { kept, answer, result, listing } = siting
  const isKept = view.siting !== undefined && !listing
  return (
    <div className="bp-siting">
      {mayCheck && !isKept && (
        <Segmented
          block
          value={listing ? 'kept' : 'new'}
          options={[
            { value: 'new', label: t('blueprint.siting.modes.new') },
            { value: 'kept', label: t('blueprint.siting.modes.kept') },
          ]}
          onChange={(mode) => siting.go(mode === 'kept' ? 'list' : undefined)}
        />
      )}
      {isKept && (
        <Button type="link" icon={<ArrowLeftOutlined />} onClick={() => siting.go('list')}>
          {t('blueprint.siting.back')}
        </Button>
      )}
      {kept.isError && <ProblemNotice problem={kept.error} onRetry={() => void kept.refetch()} />}
      {isKept && kept.isPending && <p>{t('shell.loading')}</p>}
      {kept.data && isKept && <KeptHead siting={kept.data} />}
      {listing || (!mayCheck && !isKept) ? (
        <KeptList
          onChoose={({ id, bbox }) => {
            siting.go(id)
            onShow(bbox)
          }}
        />
      ) : (
        <>
          {!isKept && view.checked !== 'yes' && <SiteForm {...{ siting, view, change, onShow }} />}
          {!isKept && view.checked === 'yes' && (
            <Button type="link" icon={<ArrowLeftOutlined />} onClick={siting.again}>
              {t('blueprint.siting.again')}
            </Button>
          )}
          {view.checked === 'yes' && answer.isFetching && !result && (
            <p role="status">{t('blueprint.siting.checking')}</p>
          )}
          {view.checked === 'yes' && answer.isError && (
            <ProblemNotice problem={answer.error} onRetry={() => void answer.refetch()} />
          )}
          {result && <ResultView result={result} lit={siting.lit} onLight={siting.setLit} />}
          {result && !isKept && siting.asked && (
            <KeepForm
              asked={siting.asked}
              onKept={(id) => siting.go(id)}
              suggested={siting.asked.source?.label ?? ''}
            />
          )}
        </>
      )}
    </div>
  )
}
