import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { VerificationDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { verificationQuery } from './api.ts'
import { AnswerMark, useQuestionWords } from './parts.tsx'

const route = getRouteApi('/verifications/$verificationId')

/** 核对回执: the answer, what was asked, on whose consent, and the signature; made to be printed. */
export function ReceiptPage() {
  const { verificationId } = route.useParams()
  const found = useQuery(verificationQuery(verificationId))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  return <Found one={found.data} />
}

function Found({ one }: { one: VerificationDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { name } = useQuestionWords()
  const { receipt, publicKey, signature } = one.receipt
  const { comparison, limit, unit } = one
  const measured = t(`exchange.verification.measures.${receipt.measure.kind as 'sum'}`)
  const asked = comparison
    ? `${measured} ${receipt.measure.item ?? ''} ${t(`exchange.verification.comparisons.${comparison as 'under'}`)} ${limit} ${unit ?? ''}`
    : t('exchange.verification.asksExists')
  const facts: [label: string, value: string][] = [
    [t('exchange.verification.receipt.question'), asked],
    [t('exchange.verification.resource'), receipt.resource.name],
    [t('exchange.verification.provider'), one.provider.name],
    [t('exchange.verification.receipt.asker'), one.asker.name],
    [t('exchange.verification.receipt.askedBy'), one.askedBy],
    [t('exchange.verification.list.columns.persons'), t('exchange.verification.list.persons', { count: one.persons })],
    [t('exchange.verification.asking.matter'), one.matter],
    [t('exchange.verification.asking.purpose'), one.purpose],
    [t('exchange.verification.receipt.at'), moment(one.at)],
    [t('exchange.verification.receipt.revision'), String(receipt.revision)],
  ]
  return (
    <Page
      title={`${t('exchange.verification.receipt.title')} · ${name(one.question)}`}
      narrow
      actions={
        <>
          <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
            {t('exchange.verification.receipt.print')}
          </Button>
          <Button icon={<DownloadOutlined />} onClick={() => downloadReceipt(one)}>
            {t('exchange.verification.receipt.download')}
          </Button>
        </>
      }
    >
      <section className="sheet verification-receipt">
        <AnswerMark answer={one.answer} big />
        <p>{t(`exchange.verification.answerLedes.${one.answer}`)}</p>
        <dl className="catalogue-facts">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div className="wide">
            <dt>{t('exchange.verification.receipt.consents')}</dt>
            <dd>
              {one.consents.map((consent) => (
                <div key={`${consent.name} ${consent.reference}`}>
                  {consent.name} · {t(`exchange.verification.asking.manners.${consent.manner as 'written'}`)} ·{' '}
                  {consent.reference} · {consent.givenOn} ·{' '}
                  {t('exchange.verification.receipt.until', { day: consent.until })}
                </div>
              ))}
            </dd>
          </div>
          {(
            [
              ['id', one.id],
              ['publicKey', publicKey],
              ['signature', signature],
            ] as const
          ).map(([label, value]) => (
            <div key={label} className="wide">
              <dt>{t(`exchange.verification.receipt.${label}`)}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
        <p className="mon-note">{t('exchange.verification.receipt.offline')}</p>
      </section>
    </Page>
  )
}

function downloadReceipt({ id, receipt }: VerificationDetail): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(receipt, null, 2)}\n`], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `receipt-${id}.json`
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
