import { useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { useMay, useSession } from '../../../access/session.ts'
import { useProblemText } from '../../../shell/ProblemNotice.tsx'
import { stop } from '../../../shell/punctuation.ts'
import { useFurtherVersion } from '../api.ts'
import { DeclineDialog } from './DeclineDialog.tsx'
import { OfferDialog } from './OfferDialog.tsx'
import { SignDialog } from './SignDialog.tsx'

/** What one may do with the newest version of an agreement, now. */
export function Acts({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const words = useProblemText()
  const navigate = useNavigate()
  const mayDraft = useMay('agreement.draft')
  const me = useSession().data?.actor?.organizationId
  const [open, setOpen] = useState<'offer' | 'sign' | 'decline' | null>(null)
  const further = useFurtherVersion(agreement.id)
  const { id, state, drafter, parties, mayEdit, maySignFor } = agreement
  const isDrafter = drafter.id === me
  const isConcerned = isDrafter || parties.some(({ organization }) => organization?.id === me)
  // A signature is not taken back; what is offered is, by who drafted it.
  const hasSigned = parties.some(({ organization, signature }) => organization?.id === me && signature !== null)
  const mayDecline =
    mayDraft && ((state === 'offered' && isConcerned && (isDrafter || !hasSigned)) || (state === 'draft' && isDrafter))
  const mayGoOn = mayDraft && isConcerned && (state === 'signed' || state === 'declined')
  const close = () => setOpen(null)
  const onFurther = () =>
    further.mutate(undefined, {
      onSuccess: () => void navigate({ to: '/agreements/$agreementId/edit', params: { agreementId: id } }),
      onError: (problem) => {
        const { title, todo } = words(problem)
        void message.error(`${title}${stop()}${todo}`, 8)
      },
    })
  return (
    <>
      {mayGoOn && (
        <Button loading={further.isPending} onClick={onFurther}>
          {t('settlement.agreements.acts.further')}
        </Button>
      )}
      {mayDecline && (
        <Button onClick={() => setOpen('decline')}>
          {t(
            state === 'draft'
              ? 'settlement.agreements.acts.drop'
              : isDrafter
                ? 'settlement.agreements.acts.takeBack'
                : 'settlement.agreements.acts.decline',
          )}
        </Button>
      )}
      {mayEdit && (
        <Button onClick={() => void navigate({ to: '/agreements/$agreementId/edit', params: { agreementId: id } })}>
          {t('settlement.agreements.acts.edit')}
        </Button>
      )}
      {mayEdit && (
        <Button type="primary" onClick={() => setOpen('offer')}>
          {t('settlement.agreements.acts.offer')}
        </Button>
      )}
      {maySignFor && (
        <Button type="primary" onClick={() => setOpen('sign')}>
          {t('settlement.agreements.acts.sign', { party: maySignFor })}
        </Button>
      )}
      {open === 'offer' && <OfferDialog agreement={agreement} onClose={close} />}
      {open === 'sign' && <SignDialog agreement={agreement} onClose={close} />}
      {open === 'decline' && <DeclineDialog agreement={agreement} onClose={close} />}
    </>
  )
}
