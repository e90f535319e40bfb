import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { App, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { requestQuery, useMend } from '../api.ts'
import '../parts.tsx'
import { RequestForm } from './RequestForm.tsx'

const route = getRouteApi('/share-requests/$requestId/mend')

/** 补正: what the provider asked for more of. */
export function MendPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const { requestId } = route.useParams()
  const found = useQuery(requestQuery(requestId))
  const [words, setWords] = useState('')
  const mend = useMend(requestId)
  if (found.isPending) return <Loading />
  if (found.isError)
    return (
      <div className="page narrow">
        <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  const request = found.data
  const back = (
    <Link to="/share-requests/$requestId" params={{ requestId }}>
      {t('exchange.sharing.form.toRequest')}
    </Link>
  )
  return (
    <Page narrow title={t('exchange.sharing.form.mendTitle', { name: request.resource.name })} actions={back}>
      {request.state !== 'correction' || !request.mayReply ? (
        <QuietState title={t('exchange.sharing.form.notMendable')} action={back} />
      ) : (
        <>
          <p className="catalogue-note wanting">{t('exchange.sharing.form.asked', { words: request.words })}</p>
          <RequestForm
            items={request.items}
            first={request}
            okText={t('exchange.sharing.form.resubmit')}
            onSend={async ({ purpose, matter, legalBasis, access, validUntil, contact, terms }) => {
              const wish = { purpose, matter, legalBasis, access, validUntil, contact, terms }
              await mend.mutateAsync({ body: { ...wish, words: words.trim() }, revision: request.revision })
              void message.success(t('exchange.sharing.form.submitted'))
              await navigate({ to: '/share-requests/$requestId', params: { requestId } })
            }}
          >
            <Form.Item label={t('exchange.sharing.form.reply')} htmlFor="mend-words">
              <Input.TextArea
                id="mend-words"
                autoSize={{ minRows: 2, maxRows: 6 }}
                maxLength={1000}
                value={words}
                onChange={({ target }) => setWords(target.value)}
              />
            </Form.Item>
          </RequestForm>
        </>
      )}
    </Page>
  )
}
