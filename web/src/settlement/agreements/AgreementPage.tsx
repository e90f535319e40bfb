import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button, Segmented, Select } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../src/settlement/schemas.ts'
import { withQuery } from '../../shell/api.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { Acts } from './acts/Acts.tsx'
import { agreementQuery } from './api.ts'
import { readTrial, withoutTrial } from './bench/address.ts'
import type { AgreementTab } from './filter.ts'
import { StateBadge, waitingFor } from './parts.tsx'
import { Signatures } from './Signatures.tsx'
import { AgreementText } from './text/AgreementText.tsx'
import { Differences } from './text/Differences.tsx'

const Bench = lazy(() => import('./bench/Bench.tsx').then((part) => ({ default: part.Bench })))
const route = getRouteApi('/agreements/$agreementId')

/** One agreement: what it says, who has signed, how its versions differ, and what it would come to. */
export function AgreementPage() {
  const { agreementId } = route.useParams()
  const { version } = route.useSearch()
  const found = useQuery(agreementQuery(agreementId, version))
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  return <Found agreement={found.data} />
}

function Found({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const { tab = 'text', with: other } = search
  const navigate = route.useNavigate()
  const newest = agreement.versions[0]?.number ?? agreement.number
  const isNewest = agreement.number === newest
  const others = agreement.versions.filter(({ number }) => number !== agreement.number)
  const against =
    others.find(({ number }) => number === other) ?? others.find(({ number }) => number < agreement.number) ?? others[0]
  const waiting = waitingFor(agreement)
  const version = isNewest ? undefined : agreement.number
  return (
    <Page
      title={agreement.name}
      lede={
        <span className="agreement-lede">
          <StateBadge state={agreement.state} />
          {agreement.versions.length > 1 ? (
            <Select
              size="small"
              className="no-print"
              aria-label={t('settlement.agreements.version')}
              value={agreement.number}
              onChange={(next) =>
                void navigate({
                  search: (now) => ({
                    ...(now.tab ? { tab: now.tab } : {}),
                    ...(next === newest ? {} : { version: next }),
                  }),
                })
              }
              options={agreement.versions.map(({ number, state }) => ({
                value: number,
                label: `${t('settlement.agreements.versionNumber', { number })} ${t(`settlement.agreements.states.${state}`)}`,
              }))}
            />
          ) : (
            <span>{t('settlement.agreements.versionNumber', { number: agreement.number })}</span>
          )}
          <span>{t('settlement.agreements.drafter', { unit: agreement.drafter.name })}</span>
          {waiting.length > 0 && (
            <span className="late">{t('settlement.agreements.waiting', { names: waiting.join(comma()) })}</span>
          )}
        </span>
      }
      actions={
        <>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('settlement.agreements.print')}
          </Button>
          <Button
            icon={<DownloadOutlined />}
            href={withQuery(`/api/v1/agreements/${agreement.id}.docx`, { version })}
            download
          >
            {t('settlement.agreements.docx')}
          </Button>
          {isNewest && <Acts agreement={agreement} />}
        </>
      }
    >
      {!isNewest && (
        <p className="agreement-note">
          {t('settlement.agreements.notNewest', { number: agreement.number, newest })}{' '}
          <Button type="link" size="small" onClick={() => void navigate({ search: {} })}>
            {t('settlement.agreements.toNewest')}
          </Button>
        </p>
      )}
      {agreement.state === 'declined' && (
        <p className="agreement-note">
          {t('settlement.agreements.declinedBy', {
            ...{ by: agreement.declinedBy ?? '', reason: agreement.declinedReason ?? '' },
          })}
        </p>
      )}
      <Segmented<AgreementTab>
        className="agreement-tabs no-print"
        value={tab}
        onChange={(next) =>
          void navigate({ search: (now) => ({ ...now, tab: next }), replace: true, resetScroll: false })
        }
        options={(['text', 'signatures', ...(against ? ['differences' as const] : []), 'bench'] as const).map(
          (value) => ({
            value,
            label: t(`settlement.agreements.tabs.${value}`),
          }),
        )}
      />
      {tab === 'text' && (
        <>
          <AgreementText said={agreement} />
          <div className="print-only">
            <Signatures agreement={agreement} />
          </div>
        </>
      )}
      {tab === 'signatures' && <Signatures agreement={agreement} withStatements />}
      {tab === 'differences' && against && (
        <Differences
          agreement={agreement}
          other={against.number}
          onChoose={(next) =>
            void navigate({ search: (now) => ({ ...now, with: next }), replace: true, resetScroll: false })
          }
        />
      )}
      {tab === 'bench' && (
        <Suspense fallback={<Loading />}>
          <Bench
            key={`${agreement.id} ${agreement.number}`}
            content={agreement.content}
            given={agreement.given}
            tried={{ agreementId: agreement.id, version: agreement.number }}
            first={readTrial({ ...search })}
            onChange={(next) =>
              void navigate({ search: (now) => ({ ...withoutTrial(now), ...next }), replace: true, resetScroll: false })
            }
          />
        </Suspense>
      )}
    </Page>
  )
}
