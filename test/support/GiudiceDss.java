import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Judges signed files by EU DSS, all in one run. First argument: a folder with the trusted certificates (.cer) and the CRLs (.crl);
 * second: a list, a line a file: its path, and after a tab the detached content if there is one. Writes a line a signature:
 * number of the line in the list, indication, format, and what is warned of or wrong.
 */
public class GiudiceDss {
  public static void main(String[] args) throws Exception {
    CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
    for (File file : filesOf(args[0], ".cer")) trusted.addCertificate(DSSUtils.loadCertificate(file));
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setAIASource(null);
    verifier.setTrustedCertSources(trusted);
    String[] crls = List.of(filesOf(args[0], ".crl")).stream().map(File::getPath).toArray(String[]::new);
    if (crls.length > 0) {
      DSSDocument[] documents = new DSSDocument[crls.length];
      for (int i = 0; i < crls.length; i += 1) documents[i] = new FileDocument(crls[i]);
      verifier.setCrlSource(new ExternalResourcesCRLSource(documents));
    }
    List<String> lines = Files.readAllLines(Path.of(args[1]));
    for (int i = 0; i < lines.size(); i += 1) judge(i, lines.get(i).split("\t"), verifier);
  }

  private static File[] filesOf(String folder, String ending) {
    return new File(folder).listFiles((dir, name) -> name.endsWith(ending));
  }

  private static void judge(int line, String[] paths, CommonCertificateVerifier verifier) {
    try {
      SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(paths[0]));
      validator.setCertificateVerifier(verifier);
      if (paths.length > 1) validator.setDetachedContents(List.of(new FileDocument(paths[1])));
      SimpleReport report = validator.validateDocument().getSimpleReport();
      for (String id : report.getSignatureIdList()) {
        StringBuilder said = new StringBuilder();
        report.getAdESValidationErrors(id).forEach(one -> said.append("\tE ").append(one.getKey()));
        report.getAdESValidationWarnings(id).forEach(one -> said.append("\tW ").append(one.getKey()));
        System.out.println(
            line + "\t" + report.getIndication(id) + "\t" + report.getSignatureFormat(id) + said);
      }
    } catch (Exception error) {
      System.out.println(line + "\tILLEGGIBILE\t-\t" + error);
    }
  }
}
