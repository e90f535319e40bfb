import { App, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { useSession } from '../../../access/session.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useSign } from '../api.ts'
import { AgreementText } from '../text/AgreementText.tsx'

/** 签署: shows all that is signed with its digest; who signs says that it was read. */
export function SignDialog({ agreement, onClose }: { agreement: AgreementDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const actor = useSession().data?.actor
  // What was opened is what is signed, even where the page behind the dialog is read anew.
  const [shown] = useState(agreement)
  const [wasRead, setRead] = useState(false)
  const sign = useSign(shown.id)
  const party = shown.maySignFor ?? ''
  return (
    <FormDialog
      open
      untouched={!wasRead}
      width={960}
      title={t('settlement.agreements.acts.signTitle', { name: shown.name })}
      okText={t('settlement.agreements.acts.sign', { party })}
      okButtonProps={{ disabled: !wasRead }}
      confirmLoading={sign.isPending}
      onCancel={onClose}
      onOk={() =>
        sign.mutate(shown.sha256, {
          onSuccess: ({ state }) => {
            void message.success(
              t(state === 'signed' ? 'settlement.agreements.acts.allSigned' : 'settlement.agreements.acts.signedOne'),
            )
            onClose()
          },
        })
      }
    >
      <section className="sign-text" aria-label={t('settlement.agreements.tabs.text')}>
        <AgreementText said={shown} />
      </section>
      <p className="sign-as">
        {t('settlement.agreements.acts.signAs', {
          ...{ party, unit: actor?.organizationName ?? '', person: actor?.userName ?? '', number: shown.number },
        })}
      </p>
      <p>
        {t('settlement.agreements.signing.digest')}

        <code className="digest">{shown.sha256}</code>
      </p>
      <Checkbox checked={wasRead} onChange={(event) => setRead(event.target.checked)}>
        {t('settlement.agreements.acts.wasRead')}
      </Checkbox>
      {sign.isError && <ProblemNotice problem={sign.error} />}
    </FormDialog>
  )
}
