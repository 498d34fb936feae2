import { type KnownSettings } from "./model.js";

/** How calls are carried and vouched for (res_rtp_asterisk.c, udptl.c, res_stir_shaken, res_geolocation, res_fax.c). */
export const MEDIA = {
  "rtp.conf": {
    understood: "rtpstart rtpend strictrtp probation srtpreplayprotection icesupport",
    notModelled: "stunaddr stun_software_attribute stun_acl stun_deny stun_permit turnaddr turnport turnusername turnpassword ice_acl ice_deny ice_permit ice_blacklist stun_blacklist",
    irrelevant: "rtpchecksums dtmftimeout rtcpinterval dtls_mtu stunaddr_reresolve_ttl_0",
    free: [{ section: /^ice_host_candidates$/i, standing: "irrelevant" }],
  },
  "udptl.conf": {
    understood: "udptlstart udptlend",
    irrelevant: "udptlchecksums udptlfecentries udptlfecspan use_even_ports",
    former: "t38faxudpec t38faxmaxdatagram",
  },
  "stir_shaken.conf": {
    notModelled: "type global_disable attest_level public_cert_url private_key_file unknown_tn_attest_level check_tn_cert_public_url send_mky ca_file ca_path crl_file crl_path untrusted_cert_file untrusted_cert_path cert_cache_dir curl_timeout max_* x5u_acl x5u_deny x5u_permit load_system_certs failure_action use_rfc9410_responses relax_x5u_path_restrictions relax_x5u_port_scheme_restrictions ignore_sip_date_header endpoint_behavior stir_shaken_profile cache_max_size signature_timeout attestation caller_id_number path acllist permit deny stir_shaken",
    irrelevant: "",
  },
  "geolocation.conf": {
    notModelled: "profile_precedence allow_routing_use profile_action",
    irrelevant: "type format location_info location_info_refinement location_reference location_source location_variables method confidence device_id pidf_element pidf_element_id suppress_empty_ca_elements notes",
  },
  "res_fax.conf": { irrelevant: "ecm maxrate minrate modems statusevents t38timeout" },
} as const satisfies Readonly<Record<string, KnownSettings>>;
