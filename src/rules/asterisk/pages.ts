/** Where rules send their readers. */
export const AMI_PAGE = "https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Manager-Interface-AMI/";
export const ARI_PAGE = "https://docs.asterisk.org/Configuration/Interfaces/Asterisk-REST-Interface-ARI/";
export const IAX_PAGE = "https://docs.asterisk.org/Configuration/Channel-Drivers/Inter-Asterisk-eXchange-protocol-version-2-IAX2/IAX2-Security/";
export const SECURITY_PAGE = "https://docs.asterisk.org/Deployment/Important-Security-Considerations/";
export const LOGGING_PAGE = "https://docs.asterisk.org/Operation/Logging/Logging-Configuration/";

/** The commented example that a release brings along. */
export function sample(file: string, branch = "22"): string {
  return `https://github.com/asterisk/asterisk/blob/${branch}/configs/samples/${file}.sample`;
}

export const EVERY_RELEASE = "Asterisk, all versions.";
export const CHAN_SIP = "Asterisk up to 20, which has chan_sip; nothing reads sip.conf from 21 on.";
