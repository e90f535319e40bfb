import { FileTextOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SitingDetail } from '../../../../src/blueprint/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { noteAddress } from './api.ts'

/** What a kept siting is called, who kept it when, and its note. */
export function KeptHead({ siting }: { siting: SitingDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <header className="bp-kept">
      <h3>{siting.name}</h3>
      <p>
        {siting.number} · {siting.organization.shortName} · {siting.userName} · {moment(siting.at)}
      </p>
      {siting.purpose && <p>{siting.purpose}</p>}
      <Button icon={<FileTextOutlined />} href={noteAddress(siting.id)} download>
        {t('blueprint.siting.note')}
      </Button>
    </header>
  )
}
