package dev.kinora.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param store which of the stores new videos go to
 * @param spare how much room is left free on a disk whatever comes
 * @param orphansAfter how old files must be before they are deleted because no row knows them; at least a day
 * @param stores all there are by name; "disk" is the folder media of the data directory unless it is named here
 */
@ConfigurationProperties(prefix = "kinora.storage", ignoreUnknownFields = false)
record StorageProperties(
        @DefaultValue(MediaStores.DISK) String store,
        @DefaultValue("512MB") DataSize spare,
        @DefaultValue("7d") Duration orphansAfter,
        @DefaultValue Map<String, Store> stores) {
    StorageProperties {
        if (orphansAfter.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("kinora.storage.orphans-after must be at least 1d");
        }
        stores.keySet().forEach(StorageProperties::requireName);
        stores.forEach((name, each) -> each.requireWhole("kinora.storage.stores." + name));
    }

    private static void requireName(String name) {
        if (!name.matches("[a-z][a-z0-9-]{0,30}")) {
            throw new IllegalArgumentException(
                    "kinora.storage.stores." + name + ": a store's name is of a to z, digits and -, 31 at most");
        }
    }

    enum Kind {
        DISK,
        S3
    }

    enum Delivery {
        /** By an address that the store itself signs. */
        PRESIGNED,
        /** By the public address, as it is: for buckets behind a CDN that is open. */
        PLAIN,
        /** By the public address and Bunny's token. */
        BUNNY,
        /** By the public address and CloudFront's signature. */
        CLOUDFRONT,
        /** By Kinora, which reads from the store and sends. */
        PROXIED
    }

    /**
     * @param directory of a disk
     * @param endpoint of an S3-compatible store, e.g. https://s3.eu-central-003.backblazeb2.com; empty for AWS itself
     * @param prefix put before every name in the bucket, for a bucket that is shared
     * @param pathStyle whether the bucket stands in the path; for MinIO and the like
     * @param accessKey empty for what this machine itself is to Amazon
     * @param partSize of the parts in which large files are sent; Cloudflare R2 wants 14MB or more
     * @param publicUrl where viewers reach the bucket, e.g. a CDN's address
     * @param deliveryKey the key that signs addresses of the CDN
     * @param deliveryKeyId its name, where the CDN wants one
     */
    record Store(
            @Nullable Kind kind,
            @Nullable Path directory,
            @DefaultValue("") String endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") String bucket,
            @DefaultValue("") String prefix,
            @DefaultValue("") String accessKey,
            @DefaultValue("") String secretKey,
            @DefaultValue("false") boolean pathStyle,
            @DefaultValue("8MB") DataSize partSize,
            @DefaultValue("presigned") Delivery delivery,
            @DefaultValue("") String publicUrl,
            @DefaultValue("") String deliveryKey,
            @DefaultValue("") String deliveryKeyId) {
        void requireWhole(String name) {
            if (kind == null) {
                throw new IllegalArgumentException(name + ".kind must be disk or s3");
            }
            if (kind == Kind.DISK) {
                return;
            }
            require(!bucket.isEmpty(), name + ".bucket is missing");
            require(endpoint.isEmpty() || isAddress(endpoint), name + ".endpoint must begin with https:// or http://");
            require(
                    accessKey.isEmpty() == secretKey.isEmpty(),
                    name + " needs both access-key and secret-key, or neither");
            require(
                    partSize.toBytes() >= PartSizes.LEAST && partSize.toMegabytes() <= 1024,
                    name + ".part-size must be from 5MB to 1GB");
            if (Set.of(Delivery.PLAIN, Delivery.BUNNY, Delivery.CLOUDFRONT).contains(delivery)) {
                require(isAddress(publicUrl), name + ".public-url must begin with https:// or http://");
            }
            require(delivery != Delivery.BUNNY || !deliveryKey.isEmpty(), name + ".delivery-key is missing");
            if (delivery == Delivery.CLOUDFRONT) {
                require(!deliveryKeyId.isEmpty(), name + ".delivery-key-id is missing");
                require(
                        Addresses.isKey(deliveryKey),
                        name + ".delivery-key must be an RSA key in PEM, as CloudFront gives it");
            }
        }

        private static boolean isAddress(String text) {
            return text.matches("https?://[^/\\s]+(/\\S*)?");
        }

        private static void require(boolean right, String sentence) {
            if (!right) {
                throw new IllegalArgumentException(sentence);
            }
        }

        /** What stands before every name in the bucket. */
        String folder() {
            var bare = prefix.replaceAll("^/+|/+$", "");
            return bare.isEmpty() ? "" : bare + "/";
        }

        String prefixed(String key) {
            return folder() + key;
        }

        /** Without what is secret. */
        @Override
        public String toString() {
            return kind + " " + endpoint + " " + bucket + " " + folder();
        }
    }
}
