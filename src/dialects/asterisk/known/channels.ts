import { ALL_IRRELEVANT, ANY, JITTER_BUFFER, type KnownSettings, TLS_SERVER } from "./model.js";

const DTLS = "dtlsenable dtlsverify dtlsrekey dtlscertfile dtlsprivatekey dtlscipher dtlscafile dtlscapath dtlssetup dtlsfingerprint dtlsautogeneratecert";

/** Channel drivers but for chan_pjsip (channels/*.c; chan_sip, skinny, mgcp and others are gone from 21 on). */
export const CHANNELS = {
  "sip.conf": {
    understood: "type host secret md5secret remotesecret context insecure permit deny acl allowguest alwaysauthreject autocreatepeer register transport tcpenable tlsenable udpbindaddr tcpbindaddr tlsbindaddr bindaddr bindport port encryption defaultuser username",
    notModelled: `accept_outofcall_message allowexternaldomains allowsubscribe allowtransfer auth auth_message_requests auth_options_requests authfailureevents callbackextension contactacl contactdeny contactpermit directmedia directmediaacl directmediadeny directmediapermit canreinvite directrtpsetup disallowed_methods domain domainsasrealm dynamic_exclude_static dynamic_excludes_static encryption_taglen externaddr externhost externip externrefresh externtcpport externtlsport fromdomain fromuser localnet match_auth_username maxexpiry maxexpirey minexpiry minexpirey defaultexpiry defaultexpirey nat outboundproxy outofcall_message_context promiscredir realm recordonfeature recordofffeature regcontext rtptimeout rtpholdtimeout sendrpid setvar subscribecontext supportpath tcpauthlimit tcpauthtimeout trust_id_outbound trustrpid useragent websocket_enabled websocket_write_timeout callcounter call-limit busylevel media_address matchexternaddrlocally matchexterniplocally autodomain sdpowner sdpsession defaultip legacy_useroption_parsing ${DTLS} ${TLS_SERVER}`,
    irrelevant: `accountcode allow allowoverlap amaflags autoframing avpf buggymwi callerid callgroup callingpres cid_number cid_tag compactheaders cos_* description disallow discard_remote_hold_retrieval dtmf dtmfmode dumphistory email faxdetect force_avp fullname g726nonstandard hasdirectory hassip hasvoicemail hasexten hasiax hasmanager icesupport ignore_requested_pref ignoreregexpire ignoresdpversion keepalive language mailbox maxcallbitrate maxforwards mohinterpret mohsuggest mwi mwi_from mwiexpiry mwiexpirey namedcallgroup namedpickupgroup notifycid notifyhold notifymimetype notifyringing notifyringing parkinglot pedantic pickupgroup preferred_codec_only prematuremedia progressinband qualify qualifyfreq qualifygap qualifypeers recordhistory refer_addheaders regexten regextenonqualify register_retry_403 registerattempts registersip registertimeout relaxdtmf rfc2833compensate rpid_immediate rpid_update rtautoclear rtcachefriends rtcp_mux rtp_engine rtpbindaddr rtpkeepalive rtsavepath rtsavesysname rtupdate send_diversion session-expires session-minse session-refresher session-timers shrinkcallerid sipdebug snom_aoc_enabled srvlookup storesipcause submaxexpiry submaxexpirey subminexpiry subminexpirey subscribe_network_change_event subscribemwi t1min t38pt_udptl t38pt_usertpsource textsupport timerb timert1 tonezone tos_* trunkname unsolicited_mailbox use_q850_reason useclientcode usereqphone user videosupport vmexten cc_* ccbs_available_timer ccnr_available_timer musicclass musiconhold fullcontact ${JITTER_BUFFER}`,
    former: "tos limitonpeers limitonpeer call_limit notifymimetypes t38pt_rtp t38pt_tcp rtpchecksums usecallingpres usereqphone restrictcid ospauth progressinbandtimeout checkmwi",
  },
  "iax.conf": {
    understood: "type host secret context auth permit deny acl encryption forceencryption calltokenoptional requirecalltoken bindaddr bindport register username",
    notModelled: "delayreject authdebug maxauthreq maxcallnumbers maxcallnumbers_nonvalidated allowfwdownload autokill regcontext inkeys outkey dbsecret transfer notransfer peercontext setvar calltokenexpiration minregexpire maxregexpire sourceaddress defaultip port mask",
    irrelevant: `accountcode adsi allow amaflags bandwidth callerid cid_number codecpriority connectedline cos description disallow fullname hasiax hasvoicemail iaxcompat iaxmaxthreadcount iaxthreadcount immediate jitterbuffer jittertargetextra keyrotate lagrqtime language mailbox maxjitterbuffer maxjitterinterps mohinterpret mohsuggest nochecksums parkinglot pingtime qualify qualifyfreqnotok qualifyfreqok qualifysmoothing regexten registeriax resyncthreshold rtautoclear rtcachefriends rtignoreregexpire rtsavesysname rtupdate sendani shrinkcallerid srvlookup subscribe_network_change_event timezone tos trunk trunkfreq trunkmaxsize trunkmtu trunktimestamps email maxcallnumbers_nonvalidated ${JITTER_BUFFER}`,
    former: "dropcount maxexcessbuffer minexcessbuffer jittershrinkrate mailboxdetail forcejitterbuffer iaxpbx osptoken",
    free: [{ section: /^callnumberlimits$/i, standing: "not-modelled" }],
  },
  "iaxprov.conf": ALL_IRRELEVANT,
  "unistim.conf": {
    notModelled: "autoprovisioning context permit deny device port public_ip",
    irrelevant: `bookmark callerid callgroup callhistory accountcode amaflags contrast cos cos_audio country cwstyle cwvolume dateformat debug dtmf_duration extension hasexp height interdigit_timer keepalive language line linelabel mailbox maintext0 maintext1 maintext2 mohsuggest musiconhold nat parkinglot pickupgroup ringstyle ringvolume rtp_method rtp_port sharpdial status_method timeformat titledefault tn tos tos_audio template allow disallow ${JITTER_BUFFER}`,
  },
  "skinny.conf": { notModelled: "bindaddr bindport context permit deny authlimit authtimeout regcontext host device", free: [{ section: ANY, standing: "irrelevant" }] },
  "mgcp.conf": { notModelled: "bindaddr port context permit deny host", free: [{ section: ANY, standing: "irrelevant" }] },
  "ooh323.conf": { notModelled: "bindaddr port context host ip type gatekeeper", free: [{ section: ANY, standing: "irrelevant" }] },
  "motif.conf": { notModelled: "context connection", irrelevant: "accountcode allow disallow callgroup pickupgroup language musicclass parkinglot maxicecandidates maxpayloads transport" },
  "xmpp.conf": {
    notModelled: "autoregister auth_policy secret username serverhost usetls usesasl forceoldssl context sendtodialplan distribute_events pubsub_node oauth_clientid oauth_secret refresh_token debug",
    irrelevant: "autoprune buddy collection_nodes keepalive port priority pubsub_autocreate status statusmessage timeout type",
  },
  "chan_dahdi.conf": { notModelled: "context immediate", free: [{ section: ANY, standing: "irrelevant" }] },
  "console.conf": ALL_IRRELEVANT,
  "alsa.conf": ALL_IRRELEVANT,
  "oss.conf": ALL_IRRELEVANT,
  "phone.conf": ALL_IRRELEVANT,
  "chan_mobile.conf": { notModelled: "context", free: [{ section: ANY, standing: "irrelevant" }] },
  "misdn.conf": { notModelled: "context", free: [{ section: ANY, standing: "irrelevant" }] },
  "vpb.conf": { notModelled: "context", free: [{ section: ANY, standing: "irrelevant" }] },
  "res_pktccops.conf": { notModelled: "host port pool", irrelevant: "gateinfoperiod gatetimeout keepalive t1 t7 t8" },
  "smdi.conf": ALL_IRRELEVANT,
  "pjsip_notify.conf": ALL_IRRELEVANT,
  "sip_notify.conf": ALL_IRRELEVANT,
  "dundi.conf": {
    notModelled: "permit deny include inkey outkey bindaddr bindaddr2 port entityid model host register authdebug",
    irrelevant: "autokill cachetime country department email locality order organization outgoing_sip_tech phone pjsip_outgoing_endpoint precache qualify stateprov storehistory tos ttl exclude noinclude getnum bypass dynamic symmetric",
    free: [{ section: /^mappings$/i, standing: "not-modelled" }],
  },
} as const satisfies Readonly<Record<string, KnownSettings>>;
